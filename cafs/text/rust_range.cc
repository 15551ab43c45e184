#include "cafs/text/rust_range.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cafs/text/rust_version.h"
#include "cafs/text/semver_compare.h"

namespace cafs {

namespace {

/// Thrown where the crate panics.
struct Panic {};

constexpr std::string_view kBlanks = " \t\n\v\f\r";

struct End {
  Semver version;
  bool is_open = false;  ///< without the version itself
};

/// The versions between two ends, of which either may be absent.
struct Interval {
  std::optional<End> lower;
  std::optional<End> upper;

  bool contains(const Semver& version) const {
    if (lower && (version < lower->version || (lower->is_open && version == lower->version)))
      return false;
    return !upper || version < upper->version || (!upper->is_open && version == upper->version);
  }
};

Semver below(std::uint64_t major, std::uint64_t minor, std::uint64_t patch) {
  return {{major, minor, patch}, "0"};
}

Semver filled(const RustPartial& part) {
  return {{part.major.value_or(0), part.minor.value_or(0), part.patch.value_or(0)},
          part.prerelease};
}

/// The lowest version that a partial version matches: a prerelease if it has no patch number.
Semver first(const RustPartial& part) {
  Semver found = filled(part);
  if (!part.patch) found.prerelease = "0";
  return found;
}

/// The version after all that a partial version without a patch number matches.
Semver next(const RustPartial& part) {
  if (!part.minor) return below(*part.major + 1, 0, 0);
  return below(*part.major, *part.minor + 1, 0);
}

Interval from(Semver lower) { return {.lower = End{std::move(lower)}, .upper = {}}; }

Interval over(Semver lower) { return {.lower = End{std::move(lower), true}, .upper = {}}; }

Interval under(Semver upper) { return {.lower = {}, .upper = End{std::move(upper), true}}; }

Interval up_to(Semver upper) { return {.lower = {}, .upper = End{std::move(upper)}}; }

Interval between(Semver lower, Semver upper) {
  return {.lower = End{std::move(lower)}, .upper = End{std::move(upper), true}};
}

/// `1`, `1.2` and `1.2.3`.
Interval same(const RustPartial& part) {
  if (!part.major) return {};
  if (!part.minor) return between(below(*part.major, 0, 0), next(part));
  if (!part.patch) return between(first(part), next(part));
  return {.lower = End{filled(part)}, .upper = End{filled(part)}};
}

Interval equal(const RustPartial& part) {
  if (!part.major) throw Panic();
  return same(part);
}

Interval greater_or_equal(const RustPartial& part) { return from(first(part)); }

Interval greater(const RustPartial& part) {
  return !part.major || part.patch ? over(filled(part)) : from(next(part));
}

Interval less(const RustPartial& part) { return under(part.major ? first(part) : filled(part)); }

Interval less_or_equal(const RustPartial& part) {
  if (!part.major) return {};
  return part.patch ? up_to(filled(part)) : under(next(part));
}

Interval tilde(const RustPartial& part) {
  if (!part.major || (!part.minor && part.patch)) throw Panic();
  return between(first(part), next(part));
}

/// The upper end of a caret range: one more in the first number that is not zero.
Semver next_caret(const RustPartial& part) {
  if (part.major != 0 || !part.minor) return below(*part.major + 1, 0, 0);
  if (part.minor != 0 || !part.patch) return below(0, *part.minor + 1, 0);
  return below(0, 0, *part.patch + 1);
}

std::optional<Interval> caret(const RustPartial& part) {
  if (!part.major || (!part.minor && part.patch)) return std::nullopt;
  return between(first(part), next_caret(part));
}

using Found = std::optional<Interval>;
using Reading = Found (*)(const RustPartial&);

bool take(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

template <Interval read(const RustPartial&)>
Found reading(const RustPartial& part) {
  return read(part);
}

/// Takes the sign before a version, and returns its meaning.
Reading take_sign(std::string_view& word) {
  if (take(word, ">=")) return reading<greater_or_equal>;
  if (take(word, ">")) return reading<greater>;
  if (take(word, "<=")) return reading<less_or_equal>;
  if (take(word, "<")) return reading<less>;
  if (take(word, "=")) return reading<equal>;
  if (take(word, "^")) return caret;
  if (take(word, "~>") || take(word, "~")) return reading<tilde>;
  return reading<same>;
}

/// Nothing for a word that cannot be read. A panic comes before that, whatever follows the version.
Found read_word(std::string_view word) {
  const Reading read = take_sign(word);
  const auto part = take_rust_partial(word);
  const Found found = part ? read(*part) : std::nullopt;
  return word.empty() ? found : std::nullopt;
}

std::optional<RustPartial> whole_partial(std::string_view word) {
  auto part = take_rust_partial(word);
  return word.empty() ? part : std::nullopt;
}

/// The end of `FROM - TO`.
Interval span_to(const RustPartial& part) {
  if (!part.major && !part.minor && !part.patch) return under(below(0, 0, 0));
  return !part.major || part.patch ? up_to(filled(part)) : under(next(part));
}

/// A condition of an alternative: a version has to be in one of these intervals.
struct Condition {
  std::vector<Interval> any;
  bool ignores_prereleases = false;  ///< a prerelease counts as its release
};

/// Reads `FROM - TO`. A span that admits no version is no condition. If one of the two is no plain
/// version, those that can be read are alternatives.
Condition span(std::string_view from, std::string_view to) {
  const auto lower = whole_partial(from);
  const auto upper = whole_partial(to);
  Condition found{{}, true};
  if (lower && upper) {
    Interval both = span_to(*upper);
    both.lower = End{filled(*lower)};
    if (both.lower->version <= both.upper->version) found.any.push_back(std::move(both));
    return found;
  }
  for (const std::string_view word : {from, to}) {
    if (const Found one = read_word(word)) found.any.push_back(*one);
  }
  return found;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    if (text.empty()) return words;
    words.push_back(text.substr(0, text.find_first_of(kBlanks)));
    text.remove_prefix(words.back().size());
  }
}

std::vector<Condition> conditions_of(const std::vector<std::string_view>& words) {
  std::vector<Condition> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_span = i + 2 < words.size() && words[i + 1] == "-";
    if (is_span) {
      Condition one = span(words[i], words[i + 2]);
      if (!one.any.empty()) found.push_back(std::move(one));
      i += 2;
    } else if (const Found one = read_word(words[i])) {
      found.push_back({{*one}});
    }
  }
  return found;
}

/// Whether an end of the interval is a prerelease with the same numbers. If so, a prerelease is
/// compared as such.
bool has_prerelease_of(const Interval& interval, const Semver& version) {
  const auto is_one = [&](const std::optional<End>& end) {
    return end && !end->version.prerelease.empty() && end->version.numbers == version.numbers;
  };
  return is_one(interval.lower) || is_one(interval.upper);
}

bool meets(const Semver& version, const Condition& condition) {
  return std::ranges::any_of(condition.any, [&](const Interval& one) {
    if (!condition.ignores_prereleases || has_prerelease_of(one, version)) {
      if (one.contains(version)) return true;
    }
    return condition.ignores_prereleases && one.contains({version.numbers, ""});
  });
}

/// No version meets an alternative without a readable word; every version meets an empty one.
bool meets_alternative(const Semver& version, std::string_view alternative) {
  const std::vector<std::string_view> words = words_of(alternative);
  const std::vector<Condition> conditions = conditions_of(words);
  if (conditions.empty()) return words.empty();
  return std::ranges::all_of(conditions, [&](const Condition& one) { return meets(version, one); });
}

/// The text without blanks behind signs.
std::string glued(std::string_view text) {
  constexpr std::string_view kSigns = "<>=~^";
  std::string out;
  for (const char c : text) {
    const bool is_behind_sign = !out.empty() && kSigns.find(out.back()) != kSigns.npos;
    if (!is_behind_sign || kBlanks.find(c) == kBlanks.npos) out += c;
  }
  return out;
}

bool meets_any(const Semver& version, std::string_view range) {
  bool found = false;
  for (std::size_t start = 0; start <= range.size();) {
    const std::size_t end = std::min(range.find("||", start), range.size());
    found = meets_alternative(version, range.substr(start, end - start)) || found;
    start = end + 2;
  }
  return found;
}

}  // namespace

std::optional<bool> satisfies_in_rust(std::string_view version, std::string_view range) {
  const auto read = rust_version(version);
  if (!read) return false;
  try {
    return meets_any(*read, glued(range));
  } catch (const Panic&) {
    return std::nullopt;
  }
}

}  // namespace cafs
