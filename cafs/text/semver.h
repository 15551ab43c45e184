#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cafs {

/// node-semver's clean(version, {loose: true}): `major.minor.patch[-prerelease]` without leading
/// zeros and build metadata; nothing for a text that is no version even by the loose grammar.
/// `version` is UTF-8.
std::optional<std::string> clean_version(std::string_view version);

}  // namespace cafs
