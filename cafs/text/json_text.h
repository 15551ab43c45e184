#pragma once
#include <string>
#include <string_view>

#include "cafs/text/json.h"

namespace cafs {

/// The string that an object has under `key`; empty if there is none, or another value.
std::string text_in(const JsonValue& object, std::string_view key);

}  // namespace cafs
