#include "cafs/text/semver_range.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "cafs/text/js_number.h"
#include "cafs/text/rust_range.h"
#include "cafs/text/semver_compare.h"
#include "cafs/text/semver_partial.h"
#include "cafs/text/semver_range_text.h"
#include "cafs/text/utf8.h"

namespace cafs {

namespace {

constexpr std::size_t kLongest = 256;  // of a version, in UTF-16 code units

enum class Relation { less, less_or_equal, equal, greater_or_equal, greater };

struct Comparator {
  Relation relation;
  Semver version;
};

using Comparators = std::vector<Comparator>;

/// Adds a comparator, unless a number of it is too large.
bool add(Comparators& all, Relation relation, Semver version) {
  if (!std::ranges::all_of(version.numbers, is_safe)) return false;
  all.push_back({relation, std::move(version)});
  return true;
}

bool add_between(Comparators& all, Semver from, Semver below) {
  return add(all, Relation::greater_or_equal, std::move(from)) &&
         add(all, Relation::less, std::move(below));
}

bool add_caret(Comparators& all, const PartialVersion& version, RangeGrammar grammar) {
  const std::size_t count = version.numbers.size();
  if (count == 0) return true;
  const bool before_one = version.number(0) == 0;
  std::size_t index = 0;
  if (before_one && count > 1) index = version.number(1) == 0 && count > 2 ? 2 : 1;
  const bool admits = count < 3 || (before_one && grammar == RangeGrammar::semver_7_7);
  const bool is_lowest = admits && version.prerelease.empty();
  return add_between(all, lowest(version, is_lowest ? "0" : version.prerelease),
                     above(version, index));
}

bool add_tilde(Comparators& all, const PartialVersion& version, RangeGrammar grammar) {
  const std::size_t count = version.numbers.size();
  if (count == 0) return true;
  const bool is_lowest = count < 3 && grammar == RangeGrammar::semver_7_8;
  return add_between(all, lowest(version, is_lowest ? "0" : version.prerelease),
                     above(version, count == 1 ? 0 : 1));
}

/// Adds a relation to an incomplete version.
bool add_relation(Comparators& all, Relation relation, const PartialVersion& version) {
  using enum Relation;
  if (version.numbers.empty()) {
    if (relation == less || relation == greater) return add(all, Relation::less, {{}, "0"});
    return true;
  }
  const std::size_t index = version.numbers.size() - 1;
  if (relation == equal) return add_between(all, lowest(version, "0"), above(version, index));
  if (relation == greater) return add(all, Relation::greater_or_equal, above(version, index));
  if (relation == less_or_equal) return add(all, Relation::less, above(version, index));
  return add(all, relation, lowest(version, "0"));
}

Relation relation_of(std::string_view sign) {
  if (sign == "<") return Relation::less;
  if (sign == "<=") return Relation::less_or_equal;
  if (sign == ">") return Relation::greater;
  return sign == ">=" ? Relation::greater_or_equal : Relation::equal;
}

/// Adds a relation to a complete version, or nothing for an empty text.
bool add_exact(Comparators& all, std::string_view text) {
  if (text.empty()) return true;
  const Relation relation = relation_of(take_relation(text));
  auto version = parse_semver(text);
  if (!version || text.size() > kLongest) return false;
  return add(all, relation, std::move(*version));
}

/// The word without its first star, and without the relation before the star.
std::string without_star(std::string_view word) {
  const std::size_t star = word.find('*');
  if (star == word.npos) return std::string(word);
  std::size_t start = star;
  if (start > 0 && word[start - 1] == '=') --start;
  if (start > 0 && (word[start - 1] == '<' || word[start - 1] == '>')) --start;
  return std::string(word.substr(0, start)).append(word.substr(star + 1));
}

/// Adds the comparators of a word of a range; false if the word is invalid.
bool add_word(Comparators& all, std::string_view with_build, RangeGrammar grammar) {
  const std::string word = without_build(with_build);
  std::string_view text = word;
  if (text.starts_with('^')) {
    const auto version = partial_version(text.substr(1));
    return version ? add_caret(all, *version, grammar) : add_exact(all, without_star(word));
  }
  if (text.starts_with('~')) {
    const auto version = partial_version(text.substr(text.starts_with("~>") ? 2 : 1));
    return version ? add_tilde(all, *version, grammar) : add_exact(all, without_star(word));
  }
  const Relation relation = relation_of(take_relation(text));
  const auto version = partial_version(text);
  if (!version || (version->has_number_behind_any && grammar == RangeGrammar::semver_7_8))
    return add_exact(all, without_star(word));
  return version->numbers.size() < 3 ? add_relation(all, relation, *version) : add_exact(all, word);
}

/// The comparators that a version must all meet; nothing where this is no range.
std::optional<Comparators> comparators_of(std::string_view range, RangeGrammar grammar) {
  const std::string text =
      as_words(grammar == RangeGrammar::semver_7_8 ? without_builds(range) : std::string(range));
  Comparators all;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    if (!add_word(all, std::string_view(text).substr(start, end - start), grammar))
      return std::nullopt;
    start = end + 1;
  }
  return all;
}

/// The alternatives of a range, with `||` between them.
std::optional<std::vector<Comparators>> alternatives_of(std::string_view range,
                                                        RangeGrammar grammar) {
  const std::string text = with_single_blanks(range);
  std::vector<Comparators> found;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find("||", start), text.size());
    auto all = comparators_of(std::string_view(text).substr(start, end - start), grammar);
    if (!all) return std::nullopt;
    found.push_back(std::move(*all));
    start = end + 2;
  }
  return found;
}

bool meets(const Semver& version, const Comparator& comparator) {
  using enum Relation;
  const auto order = version <=> comparator.version;
  switch (comparator.relation) {
    case less:
      return order < 0;
    case less_or_equal:
      return order <= 0;
    case equal:
      return order == 0;
    case greater_or_equal:
      return order >= 0;
    case greater:
      return order > 0;
  }
  return false;
}

bool meets_all(const Semver& version, const Comparators& comparators) {
  return std::ranges::all_of(comparators, [&](const Comparator& c) { return meets(version, c); });
}

}  // namespace

bool satisfies(std::string_view version_text, std::string_view range, RangeGrammar grammar) {
  if (grammar == RangeGrammar::rust) {
    const auto found = satisfies_in_rust(version_text, range);
    return found ? *found : satisfies(version_text, range, RangeGrammar::semver_7_8);
  }
  if (utf16_prefix(version_text, kLongest) < version_text.size()) return false;
  const auto version = parse_semver(trim_white_space(version_text));
  if (!version) return false;
  const auto alternatives = alternatives_of(range, grammar);
  return alternatives && std::ranges::any_of(*alternatives, [&](const Comparators& all) {
           return meets_all(*version, all);
         });
}

bool is_range(std::string_view text, RangeGrammar grammar) {
  return alternatives_of(text, grammar).has_value();
}

}  // namespace cafs
