#include "cafs/text/js_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace cafs {

namespace {

/// ECMAScript's white space and line terminators, in UTF-8.
constexpr std::array<std::string_view, 25> kWhiteSpace{" ",
                                                       "\t",
                                                       "\n",
                                                       "\v",
                                                       "\f",
                                                       "\r",
                                                       "\xc2\xa0",
                                                       "\xe1\x9a\x80",
                                                       "\xe2\x80\x80",
                                                       "\xe2\x80\x81",
                                                       "\xe2\x80\x82",
                                                       "\xe2\x80\x83",
                                                       "\xe2\x80\x84",
                                                       "\xe2\x80\x85",
                                                       "\xe2\x80\x86",
                                                       "\xe2\x80\x87",
                                                       "\xe2\x80\x88",
                                                       "\xe2\x80\x89",
                                                       "\xe2\x80\x8a",
                                                       "\xe2\x80\xa8",
                                                       "\xe2\x80\xa9",
                                                       "\xe2\x80\xaf",
                                                       "\xe2\x81\x9f",
                                                       "\xe3\x80\x80",
                                                       "\xef\xbb\xbf"};

/// A finite positive number as `digits` × 10^(point - number of digits).
struct Decimal {
  std::string digits;
  int point;
};

Decimal shortest_decimal(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                 std::chars_format::scientific);
  std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  int exponent = 0;
  const std::size_t sign = text[e + 1] == '+' ? 1 : 0;
  std::from_chars(text.data() + e + 1 + sign, text.data() + text.size(), exponent);
  std::string digits(text.substr(0, e));
  std::erase(digits, '.');
  return {digits, exponent + 1};
}

/// ECMAScript's Number::toString for positive finite numbers.
std::string positive_text(double number) {
  const auto [digits, point] = shortest_decimal(number);
  const int count = static_cast<int>(digits.size());
  if (count <= point && point <= 21) {
    return digits + std::string(static_cast<std::size_t>(point - count), '0');
  }
  if (0 < point && point <= 21) {
    const auto whole = static_cast<std::size_t>(point);
    return digits.substr(0, whole) + "." + digits.substr(whole);
  }
  if (-6 < point && point <= 0) {
    return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  }
  const std::string fraction = count == 1 ? "" : "." + digits.substr(1);
  return fmt::format("{}{}e{:+d}", digits[0], fraction, point - 1);
}

}  // namespace

std::string_view skip_white_space(std::string_view text) {
  const auto starts = [&](std::string_view space) { return text.starts_with(space); };
  for (;;) {
    const auto* const found = std::find_if(kWhiteSpace.begin(), kWhiteSpace.end(), starts);
    if (found == kWhiteSpace.end()) return text;
    text.remove_prefix(found->size());
  }
}

std::string_view trim_white_space(std::string_view text) {
  text = skip_white_space(text);
  const auto ends = [&](std::string_view space) { return text.ends_with(space); };
  for (;;) {
    const auto* const found = std::find_if(kWhiteSpace.begin(), kWhiteSpace.end(), ends);
    if (found == kWhiteSpace.end()) return text;
    text.remove_suffix(found->size());
  }
}

double parse_int(std::string_view text, int radix) {
  text = skip_white_space(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto is_digit = [radix](char c) { return c >= '0' && c < '0' + radix; };
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_digit);
  if (end == text.begin()) return std::numeric_limits<double>::quiet_NaN();
  double value = 0;
  std::for_each(text.begin(), end, [&](char c) { value = value * radix + (c - '0'); });
  return negative ? -value : value;
}

std::string number_text(double number) {
  if (!std::isfinite(number)) return "null";
  if (number == 0) return "0";
  return number < 0 ? "-" + positive_text(-number) : positive_text(number);
}

std::optional<std::int64_t> exact_integer(double number) {
  constexpr double kLargest = 9007199254740992;
  if (!(std::abs(number) <= kLargest)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

}  // namespace cafs
