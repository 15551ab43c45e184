#include "cafs/text/json_token.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "cafs/text/utf8.h"

namespace cafs {

Error bad_json(std::string_view why) { return Error(fmt::format("not valid JSON: {}", why)); }

namespace {

char32_t hex4(const char* digits) {
  char32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = digits[i];
    const bool decimal = c >= '0' && c <= '9';
    const char lower = static_cast<char>(c | 0x20);
    if (!decimal && (lower < 'a' || lower > 'f')) throw bad_json("bad \\u escape in a string");
    value = value << 4 | static_cast<char32_t>(decimal ? c - '0' : lower - 'a' + 10);
  }
  return value;
}

/// Reads the code point of `\uXXXX` at `at` (just past the `u`), a surrogate pair as one, and moves
/// `at` past it.
char32_t unicode_escape(const char*& at) {
  const char32_t first = hex4(at);
  at += 4;
  const bool pair = first >= 0xD800 && first < 0xDC00 && at[0] == '\\' && at[1] == 'u';
  if (!pair) return first;
  const char32_t second = hex4(at + 2);
  if (second < 0xDC00 || second > 0xDFFF) return first;
  at += 6;
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

char simple_escape(char c) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
  const std::size_t i = kNames.find(c);
  if (i == kNames.npos) throw bad_json("bad escape in a string");
  return kValues[i];
}

std::size_t digits_at(std::string_view text, std::size_t i) {
  return std::min(text.find_first_not_of("0123456789", i), text.size()) - i;
}

/// The grammar of a JSON number: -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
bool is_number(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = digits_at(text, i);
  if (whole == 0 || (whole > 1 && text[i] == '0')) return false;
  i += whole;
  if (i < text.size() && text[i] == '.') {
    const std::size_t fraction = digits_at(text, i + 1);
    if (fraction == 0) return false;
    i += 1 + fraction;
  }
  if (i < text.size() && (text[i] | 0x20) == 'e') {
    const bool is_signed = i + 1 < text.size() && (text[i + 1] == '+' || text[i + 1] == '-');
    i += is_signed ? 2u : 1u;
    const std::size_t exponent = digits_at(text, i);
    if (exponent == 0) return false;
    i += exponent;
  }
  return i == text.size();
}

}  // namespace

std::string unescape_json(const char* at) {
  std::string text;
  while (*at != '"') {
    if (*at != '\\') {
      text += *at++;
      continue;
    }
    const char c = at[1];
    at += 2;
    if (c == 'u') {
      append_code_point(text, unicode_escape(at));
    } else {
      text += simple_escape(c);
    }
  }
  return text;
}

JsonValue json_literal(std::string_view token) {
  const std::size_t last = token.find_last_not_of(" \t\r\n");
  token = token.substr(0, last == token.npos ? 0 : last + 1);
  if (token == "null") return {nullptr};
  if (token == "true") return {true};
  if (token == "false") return {false};
  if (!is_number(token)) throw bad_json("bad literal");
  return {std::strtod(std::string(token).c_str(), nullptr)};
}

}  // namespace cafs
