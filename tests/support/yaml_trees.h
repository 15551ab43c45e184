#pragma once
#include <optional>
#include <string_view>

#include "cafs/text/yaml.h"

namespace cafs::test {

/// Whether our own reader and libyaml make the same of a text; nothing if ours leaves the text to
/// libyaml.
std::optional<bool> is_read_alike(std::string_view text);

}  // namespace cafs::test
