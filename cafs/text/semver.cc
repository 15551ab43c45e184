// The loose grammar of node-semver 7 as a function in place of its regular expression:
//   [v=\s]* DIGITS . DIGITS . DIGITS (-? ID(.ID)*)? (+ ID(.ID)*)?     ID: letters, digits, hyphens
#include "cafs/text/semver.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/text/js_number.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

constexpr std::size_t kLongest = 256;  // UTF-16 code units
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLargest = "9007199254740991";  // Number.MAX_SAFE_INTEGER

bool is_digits(std::string_view text) { return text.find_first_not_of(kDigits) == text.npos; }

/// Dot-separated identifiers, none of them empty.
bool is_identifiers(std::string_view text) {
  constexpr std::string_view kAllowed =
      ".-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == text.npos && text.find_first_not_of(kAllowed) == text.npos;
}

std::string_view without_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return digits;
}

/// Whether digits without leading zeros are a number up to the largest safe integer.
bool is_safe(std::string_view digits) {
  return digits.size() < kLargest.size() ||
         (digits.size() == kLargest.size() && digits <= kLargest);
}

std::string cleaned_prerelease(std::string_view prerelease) {
  std::string result;
  for (std::size_t start = 0; start <= prerelease.size();) {
    const std::size_t end = std::min(prerelease.find('.', start), prerelease.size());
    const std::string_view id = prerelease.substr(start, end - start);
    const std::string_view number = is_digits(id) ? without_zeros(id) : id;
    result += result.empty() ? '-' : '.';
    result += number != kLargest && is_safe(number) && is_digits(id) ? number : id;
    start = end + 1;
  }
  return result;
}

/// Cleans the text after the three numbers: the prerelease as it is printed, "" if there is none;
/// nothing for a text that breaks the grammar.
std::optional<std::string> cleaned_tail(std::string_view tail) {
  const std::size_t plus = tail.find('+');
  if (plus != tail.npos && !is_identifiers(tail.substr(plus + 1))) return std::nullopt;
  const std::string_view prerelease = tail.substr(0, plus);
  if (prerelease.empty()) return "";
  if (prerelease.front() == '-' && is_identifiers(prerelease.substr(1))) {
    return cleaned_prerelease(prerelease.substr(1));
  }
  if (is_identifiers(prerelease)) return cleaned_prerelease(prerelease);
  return std::nullopt;
}

/// Takes the digits off the start of `text`; there may be none.
std::string_view take_digits(std::string_view& text) {
  const std::size_t length = std::min(text.find_first_not_of(kDigits), text.size());
  const std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

bool take_dot(std::string_view& text) {
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  return true;
}

std::string_view skip_marks(std::string_view text) {
  for (;;) {
    const std::string_view rest =
        skip_white_space(text.substr(std::min(text.find_first_not_of("v="), text.size())));
    if (rest.size() == text.size()) return text;
    text = rest;
  }
}

/// The third number takes as many digits as it can, and gives some back if the rest then fits:
/// "1.2.34.5" is 1.2.3-4.5.
std::optional<std::string> cleaned(std::string_view major, std::string_view minor,
                                   std::string_view rest) {
  const std::size_t most = std::min(rest.find_first_not_of(kDigits), rest.size());
  for (std::size_t length = most; length > 0; --length) {
    const auto tail = cleaned_tail(rest.substr(length));
    if (!tail) continue;
    const std::string_view patch = without_zeros(rest.substr(0, length));
    if (!is_safe(major) || !is_safe(minor) || !is_safe(patch)) return std::nullopt;
    return fmt::format("{}.{}.{}{}", major, minor, patch, *tail);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> clean_version(std::string_view version) {
  std::string_view text = trim_white_space(version);
  text.remove_prefix(std::min(text.find_first_not_of("=v"), text.size()));
  if (utf16_prefix(text, kLongest) < text.size()) return std::nullopt;
  text = skip_marks(trim_white_space(text));
  const std::string_view major = take_digits(text);
  if (major.empty() || !take_dot(text)) return std::nullopt;
  const std::string_view minor = take_digits(text);
  if (minor.empty() || !take_dot(text)) return std::nullopt;
  return cleaned(without_zeros(major), without_zeros(minor), text);
}

}  // namespace cafs
