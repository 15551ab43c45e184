#pragma once
#include <optional>
#include <string_view>

namespace cafs {

/// `registry:version`: what the lockfiles of pnpm 11.20 and later call the version of a package
/// from a registry with a name. Both are views into the text.
struct NamedVersion {
  std::string_view registry;  ///< a letter, then letters, digits and `_.-`
  std::string_view version;   ///< as semver prints one, maybe with build metadata
};

/// Reads one. Nothing where the text has another form, or what stands before the colon means
/// something else to pnpm, such as `npm`, `git` or `file`.
std::optional<NamedVersion> named_version(std::string_view text);

/// Whether what a lockfile has behind a package's name is a place, `https://…` or `file:…`, and no
/// version, of a registry or a runtime.
bool is_location(std::string_view version);

}  // namespace cafs
