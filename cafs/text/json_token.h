#pragma once
#include <string>
#include <string_view>

#include "cafs/base/error.h"
#include "cafs/text/json.h"

namespace cafs {

/// The string whose opening quote stands before `at`, its escapes resolved. The caller must have
/// seen its closing quote, and no control character in between. Throws Error for a bad escape.
std::string unescape_json(const char* at);

/// The value of a token that is a number, `true`, `false` or `null`; white space after it is
/// allowed. Throws Error for any other token.
JsonValue json_literal(std::string_view token);

/// The error for a text that is not valid JSON.
Error bad_json(std::string_view why);

}  // namespace cafs
