#pragma once
#include <optional>
#include <string_view>

#include "cafs/text/yaml.h"

namespace cafs::test {

/// Whether what our own reader makes of a text is what libyaml makes of it; nothing where ours
/// leaves the text to libyaml.
std::optional<bool> is_read_alike(std::string_view text);

}  // namespace cafs::test
