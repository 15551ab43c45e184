#pragma once
#include <string_view>

namespace cafs {

/// The releases of node-semver differ in ranges that are seldom met: with 7.8 a number behind an x
/// (`1.x.3`) makes a range invalid, `~1` admits the prereleases of 1.0.0, and `^0.1.2` no longer
/// admits those of 0.1.2. pnpm 10 has 7.7, pnpm 11 has 7.8, pnpm 12 a crate of Rust: see
/// satisfies_in_rust.
enum class RangeGrammar { semver_7_7, semver_7_8, rust };

/// node-semver's satisfies(version, range, {includePrerelease: true}), by which pnpm judges
/// `engines`. An invalid version or range satisfies nothing; a range on which pnpm 12 panics is
/// judged by 7.8.
bool satisfies(std::string_view version_text, std::string_view range, RangeGrammar grammar);

/// Whether node-semver can read the text as a range.
bool is_range(std::string_view text, RangeGrammar grammar);

}  // namespace cafs
