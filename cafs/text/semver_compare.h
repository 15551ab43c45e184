#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cafs {

/// A version by semver, without build metadata.
struct Semver {
  std::array<std::uint64_t, 3> numbers{};  ///< major, minor, patch
  std::string prerelease;                  ///< without the hyphen; empty for a release

  /// The order of semver: by the numbers, a prerelease before its release, prereleases by their
  /// identifiers.
  std::strong_ordering operator<=>(const Semver& other) const;
  bool operator==(const Semver& other) const { return (*this <=> other) == 0; }
};

/// Reads a number of a version: digits without a leading zero. Nothing for other text. A number
/// above JavaScript's largest safe integer becomes that integer plus one, for which is_safe is
/// false.
std::optional<std::uint64_t> semver_number(std::string_view digits);
bool is_safe(std::uint64_t number);

/// Whether the text is a prerelease by semver's strict grammar.
bool is_prerelease(std::string_view text);

/// Reads `1.2.3-beta.1+build`, perhaps with a `v` before it, by semver's strict grammar.
std::optional<Semver> parse_semver(std::string_view text);

/// node-semver's compare(a, b, {loose: true}). A text that is no version even by the loose grammar
/// is less than any version, and equal to other such texts.
std::strong_ordering compare_versions(std::string_view a, std::string_view b);

}  // namespace cafs
