#include "cafs/text/semver_compare.h"

#include <algorithm>

#include "cafs/text/semver.h"

namespace cafs {

namespace {

constexpr std::uint64_t kLargest = 9007199254740991;  // Number.MAX_SAFE_INTEGER
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kAllowed =
    "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(kDigits) == text.npos;
}

/// Takes the text up to the next dot off, and the dot.
std::string_view take_identifier(std::string_view& text) {
  const std::size_t end = std::min(text.find('.'), text.size());
  const std::string_view identifier = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return identifier;
}

std::strong_ordering compare_digits(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a <=> b;
}

/// Numbers are less than words.
std::strong_ordering compare_identifiers(std::string_view a, std::string_view b) {
  if (is_digits(a) != is_digits(b)) return is_digits(b) <=> is_digits(a);
  return is_digits(a) ? compare_digits(a, b) : a <=> b;
}

std::strong_ordering compare_prereleases(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.empty() <=> b.empty();
  while (!a.empty() && !b.empty()) {
    const auto order = compare_identifiers(take_identifier(a), take_identifier(b));
    if (order != 0) return order;
  }
  return b.empty() <=> a.empty();
}

bool is_identifier_list(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == text.npos;
}

bool is_build(std::string_view text) {
  return is_identifier_list(text) && std::ranges::all_of(text, [](char c) {
           return c == '.' || kAllowed.find(c) != kAllowed.npos;
         });
}

}  // namespace

std::strong_ordering Semver::operator<=>(const Semver& other) const {
  const auto order = numbers <=> other.numbers;
  return order != 0 ? order : compare_prereleases(prerelease, other.prerelease);
}

std::optional<std::uint64_t> semver_number(std::string_view digits) {
  if (!is_digits(digits) || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : digits) {
    number = std::min(10 * number + static_cast<std::uint64_t>(digit - '0'), kLargest + 1);
  }
  return number;
}

bool is_safe(std::uint64_t number) { return number <= kLargest; }

bool is_prerelease(std::string_view text) {
  if (!is_identifier_list(text)) return false;
  while (!text.empty()) {
    const std::string_view identifier = take_identifier(text);
    if (identifier.find_first_not_of(kAllowed) != identifier.npos) return false;
    if (is_digits(identifier) && identifier.size() > 1 && identifier.front() == '0') return false;
  }
  return true;
}

std::optional<Semver> parse_semver(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  const std::size_t plus = text.find('+');
  if (plus != text.npos && !is_build(text.substr(plus + 1))) return std::nullopt;
  text = text.substr(0, plus);
  const std::size_t hyphen = text.find('-');
  if (hyphen != text.npos && !is_prerelease(text.substr(hyphen + 1))) return std::nullopt;
  std::string_view core = text.substr(0, hyphen);
  if (std::ranges::count(core, '.') != 2 || core.ends_with('.')) return std::nullopt;
  Semver version;
  for (std::uint64_t& number : version.numbers) {
    const auto read = semver_number(take_identifier(core));
    if (!read || !is_safe(*read)) return std::nullopt;
    number = *read;
  }
  if (hyphen != text.npos) version.prerelease = text.substr(hyphen + 1);
  return version;
}

std::strong_ordering compare_versions(std::string_view a, std::string_view b) {
  const auto clean_a = clean_version(a);
  const auto clean_b = clean_version(b);
  if (!clean_a || !clean_b) return clean_a.has_value() <=> clean_b.has_value();
  // A cleaned version follows the strict grammar, except for too large a number in its prerelease.
  return parse_semver(*clean_a) <=> parse_semver(*clean_b);
}

}  // namespace cafs
