#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// JavaScript's parseInt(text, radix) for radix 8 or 10: leading white space and a sign are
/// allowed, reading stops at the first character that is no digit, NaN without any digit.
/// `text` is UTF-8.
double parse_int(std::string_view text, int radix);

/// JavaScript's String(number): the shortest digits that read back as the same double, with an
/// exponent from 1e21 on and below 1e-6. NaN and infinities give "null", as in JSON.stringify.
std::string number_text(double number);

}  // namespace cafs
