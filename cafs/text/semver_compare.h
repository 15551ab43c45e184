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

/// A number of a version: digits without a zero before them. Nothing for other text. What is over
/// JavaScript's largest safe integer is that integer and one; is_safe says so.
std::optional<std::uint64_t> semver_number(std::string_view digits);
bool is_safe(std::uint64_t number);

/// Whether the text is a prerelease by semver's strict grammar.
bool is_prerelease(std::string_view text);

/// Reads `1.2.3-beta.1+build`, perhaps with a `v` before it, by semver's strict grammar.
std::optional<Semver> parse_semver(std::string_view text);

/// node-semver's compare(a, b, {loose: true}). What is no version even loosely is less than any
/// that is one, and equal to others of its kind.
std::strong_ordering compare_versions(std::string_view a, std::string_view b);

}  // namespace cafs
