#include "cafs/text/rust_version.h"

#include <algorithm>
#include <utility>

namespace cafs {

namespace {

constexpr std::uint64_t kLargest = 900719925474099;
constexpr std::size_t kLongest = 256;
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kAllowed =
    "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string_view take_while(std::string_view& text, std::string_view characters) {
  const std::size_t end = std::min(text.find_first_not_of(characters), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::string_view rest = text;
  const std::string_view digits = take_while(rest, kDigits);
  if (digits.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : digits) {
    number = 10 * number + static_cast<std::uint64_t>(digit - '0');
    if (number > kLargest) return std::nullopt;
  }
  text = rest;
  return number;
}

/// Takes a number off `text`, or x or *, for which `part` stays empty. For other text, returns
/// false and leaves `text` as it is.
bool take_part(std::string_view& text, std::optional<std::uint64_t>& part) {
  if (text.starts_with('x') || text.starts_with('X') || text.starts_with('*')) {
    text.remove_prefix(1);
    return true;
  }
  part = take_number(text);
  return part.has_value();
}

bool take_further_part(std::string_view& text, std::optional<std::uint64_t>& part) {
  std::string_view rest = text;
  if (!rest.starts_with('.')) return false;
  rest.remove_prefix(1);
  if (!take_part(rest, part)) return false;
  text = rest;
  return true;
}

/// The identifier without leading zeros if it is a number, which counts by its value.
std::string_view without_zeros(std::string_view identifier) {
  if (identifier.find_first_not_of(kDigits) != identifier.npos) return identifier;
  const std::size_t zeros = std::min(identifier.find_first_not_of('0'), identifier.size() - 1);
  return identifier.substr(zeros);
}

/// Takes identifiers with dots between them; empty if there is none.
std::string take_identifiers(std::string_view& text) {
  std::string found;
  for (std::string_view rest = text;;) {
    const std::string_view identifier = take_while(rest, kAllowed);
    if (identifier.empty()) return found;
    found.append(found.empty() ? "" : ".").append(without_zeros(identifier));
    text = rest;
    if (!rest.starts_with('.')) return found;
    rest.remove_prefix(1);
  }
}

/// Takes `-PRERELEASE+BUILD`, of which either may be absent, and returns the prerelease.
std::string take_extras(std::string_view& text) {
  std::string_view rest = text;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  std::string prerelease = take_identifiers(rest);
  if (!prerelease.empty()) text = rest;
  if (text.starts_with('+')) {
    rest = text.substr(1);
    if (!take_identifiers(rest).empty()) text = rest;
  }
  return prerelease;
}

void skip_blanks(std::string_view& text) { take_while(text, " \t"); }

}  // namespace

std::optional<RustPartial> take_rust_partial(std::string_view& text) {
  std::string_view rest = text;
  if (rest.starts_with('v')) rest.remove_prefix(1);
  skip_blanks(rest);
  RustPartial found;
  if (!take_part(rest, found.major)) return std::nullopt;
  if (take_further_part(rest, found.minor) && take_further_part(rest, found.patch))
    found.prerelease = take_extras(rest);
  text = rest;
  return found;
}

std::optional<Semver> rust_version(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
  skip_blanks(text);
  Semver version;
  for (std::size_t i = 0; i < version.numbers.size(); ++i) {
    if (i > 0 && !text.starts_with('.')) return std::nullopt;
    if (i > 0) text.remove_prefix(1);
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    version.numbers.at(i) = *number;
  }
  version.prerelease = take_extras(text);
  return text.empty() ? std::optional(std::move(version)) : std::nullopt;
}

}  // namespace cafs
