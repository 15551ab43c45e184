#pragma once
#include <string>
#include <string_view>

#include "cafs/text/json.h"

namespace cafs {

/// The text that an object has under `key`; empty where there is none, or something else.
std::string text_in(const JsonValue& object, std::string_view key);

}  // namespace cafs
