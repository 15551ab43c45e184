// node-semver rewrites the text of a range step by step, with regular expressions. So do we, with
// functions in their place.
#include "cafs/text/semver_range_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cafs/text/js_number.h"
#include "cafs/text/semver_compare.h"
#include "cafs/text/semver_partial.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

std::string_view without_first(std::string_view text, std::string_view characters) {
  return text.substr(std::min(text.find_first_not_of(characters), text.size()));
}

/// The text without the blanks behind relations; `v`, `=` and blanks that follow are part of the
/// version.
std::string trim_relations(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view relation = take_relation(text);
    out += relation;
    if (relation.empty()) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    text = without_first(text, " ");
    const std::size_t prefix = std::min(text.find_first_not_of("v= "), text.size());
    out += text.substr(0, prefix);
    text.remove_prefix(prefix);
  }
  return out;
}

/// The text without the blanks behind `~`, `~>` and `^`.
std::string trim_signs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    out += c;
    text.remove_prefix(1);
    if (c != '~' && c != '^') continue;
    if (c == '~' && text.starts_with("> ")) text.remove_prefix(1);
    text = without_first(text, " ");
  }
  return out;
}

/// The version at an end of `FROM - TO`. Build metadata does not count.
std::optional<PartialVersion> end_of_span(std::string_view text) {
  const std::size_t plus = text.find('+');
  if (plus == text.npos) return partial_version(text);
  const auto version = parse_semver("1.2.3" + std::string(text.substr(plus)));
  const std::string_view core = text.substr(0, plus);
  return version && std::ranges::count(core.substr(0, core.find('-')), '.') == 2
             ? partial_version(core)
             : std::nullopt;
}

std::string span_start(const PartialVersion& version, std::string_view text) {
  const auto& numbers = version.numbers;
  if (numbers.empty()) return "";
  if (numbers.size() == 1) return fmt::format(">={}.0.0-0", numbers[0]);
  if (numbers.size() == 2) return fmt::format(">={}.{}.0-0", numbers[0], numbers[1]);
  return fmt::format(">={}{}", text, version.prerelease.empty() ? "-0" : "");
}

std::string span_end(const PartialVersion& version) {
  if (version.numbers.empty()) return "";
  const auto [major, minor, patch] = lowest(version, "").numbers;
  if (!version.prerelease.empty()) {
    return fmt::format("<={}.{}.{}-{}", major, minor, patch, version.prerelease);
  }
  const Semver next = above(version, version.numbers.size() - 1);
  return fmt::format("<{}.{}.{}-0", next.numbers[0], next.numbers[1], next.numbers[2]);
}

/// `FROM - TO` as relations; other text as it is.
std::string without_span(std::string_view text) {
  constexpr std::string_view kBetween = " - ";
  const std::size_t at = text.find(kBetween);
  if (at == text.npos) return std::string(text);
  const std::string_view start = text.substr(0, at);
  const auto from = end_of_span(start);
  const auto to = end_of_span(text.substr(at + kBetween.size()));
  if (!from || !to) return std::string(text);
  return std::string(
      trim_white_space(fmt::format("{} {}", span_start(*from, start), span_end(*to))));
}

}  // namespace

std::string without_build(std::string_view word) {
  constexpr std::string_view kAllowed =
      "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (std::size_t plus = word.find('+'); plus != word.npos; plus = word.find('+', plus + 1)) {
    std::size_t end = std::min(word.find_first_not_of(kAllowed, plus + 1), word.size());
    if (end == plus + 1) continue;
    while (end + 1 < word.size() && word[end] == '.' &&
           kAllowed.find(word[end + 1]) != kAllowed.npos) {
      end = std::min(word.find_first_not_of(kAllowed, end + 1), word.size());
    }
    return std::string(word.substr(0, plus)).append(word.substr(end));
  }
  return std::string(word);
}

std::string with_single_blanks(std::string_view text) {
  std::string out;
  for (text = trim_white_space(text); !text.empty();) {
    const std::string_view rest = skip_white_space(text);
    if (rest.size() < text.size()) out += ' ';
    const std::size_t length = rest.empty() ? 0 : utf8_step(rest).length;
    out += rest.substr(0, length);
    text = rest.substr(length);
  }
  return out;
}

std::string_view take_relation(std::string_view& text) {
  std::size_t length = text.starts_with('<') || text.starts_with('>') ? 1 : 0;
  if (text.substr(length).starts_with('=')) ++length;
  const std::string_view relation = text.substr(0, length);
  text.remove_prefix(length);
  return relation;
}

std::string without_builds(std::string_view text) {
  std::string rest(text);
  for (std::size_t before = rest.size() + 1; rest.size() < before;) {
    before = rest.size();
    rest = without_build(rest);
  }
  return rest;
}

std::string as_words(std::string_view range) {
  return trim_signs(trim_relations(without_span(trim_white_space(range))));
}

}  // namespace cafs
