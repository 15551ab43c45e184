#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cafs {

/// `text`, which is UTF-8, without ECMAScript's white space and line terminators at its start.
std::string_view skip_white_space(std::string_view text);

/// JavaScript's text.trim(): the same at both ends.
std::string_view trim_white_space(std::string_view text);

/// JavaScript's parseInt(text, radix) for radix 8 or 10: leading white space and a sign are
/// allowed, reading stops at the first character that is no digit, NaN without any digit.
/// `text` is UTF-8.
double parse_int(std::string_view text, int radix);

/// JavaScript's String(number): the shortest digits that read back as the same double, with an
/// exponent from 1e21 on and below 1e-6. NaN and infinities give "null", as in JSON.stringify.
std::string number_text(double number);

/// The integer part of a number whose magnitude is at most 2^53, up to which every integer is a
/// double; nothing for other numbers and NaN.
std::optional<std::int64_t> exact_integer(double number);

}  // namespace cafs
