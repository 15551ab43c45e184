#include "cafs/text/semver_partial.h"

#include <algorithm>
#include <utility>

namespace cafs {

namespace {

bool is_any(std::string_view part) { return part == "x" || part == "X" || part == "*"; }

std::string_view take_until(std::string_view& text, std::string_view marks) {
  const std::size_t end = std::min(text.find_first_of(marks), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

/// Whether `text` is `-PRERELEASE` or nothing.
bool is_tail(std::string_view text) {
  return text.empty() || (text.starts_with('-') && is_prerelease(text.substr(1)));
}

}  // namespace

std::optional<PartialVersion> partial_version(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("v= "), text.size()));
  PartialVersion found;
  bool complete = true;
  for (int part = 0; part < 3; ++part) {
    const std::string_view word = take_until(text, ".-");
    const auto number = semver_number(word);
    if (!number && !is_any(word)) return std::nullopt;
    found.has_number_behind_any |= !complete && number;
    complete = complete && number;
    if (complete) found.numbers.push_back(*number);
    if (part == 2 || text.empty()) break;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
  if (!is_tail(text)) return std::nullopt;
  if (complete && !text.empty()) found.prerelease = text.substr(1);
  return found;
}

Semver above(const PartialVersion& version, std::size_t index) {
  Semver next{{version.number(0), version.number(1), version.number(2)}, "0"};
  ++next.numbers[index];
  for (std::size_t i = index + 1; i < next.numbers.size(); ++i) next.numbers[i] = 0;
  return next;
}

Semver lowest(const PartialVersion& version, std::string prerelease) {
  return {{version.number(0), version.number(1), version.number(2)}, std::move(prerelease)};
}

}  // namespace cafs
