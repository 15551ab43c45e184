#pragma once
#include <optional>
#include <string_view>

namespace cafs {

/// `registry:version`, as the lockfiles of pnpm 11.20 and later write the version of a package from
/// a named registry. Both are views into the text.
struct NamedVersion {
  std::string_view registry;  ///< a letter, then letters, digits and `_.-`
  std::string_view version;   ///< as semver prints one, maybe with build metadata
};

/// Reads one. Nothing if the text has another form, or if the word before the colon means something
/// else to pnpm, such as `npm`, `git` or `file`.
std::optional<NamedVersion> named_version(std::string_view text);

/// Whether the text behind a package's name in a lockfile is a location, such as `https://…` or
/// `file:…`, and not the version of a package from a registry or of a runtime.
bool is_location(std::string_view version);

}  // namespace cafs
