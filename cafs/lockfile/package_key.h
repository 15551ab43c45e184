#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// A key among the packages of a lockfile: `name@version`, `name@URL`, `name@file:path`. The views
/// are into the text that was parsed.
struct PackageKey {
  std::string_view name;      ///< `@scope/bare` or `bare`
  std::string_view scope;     ///< `@scope`, or empty
  std::string_view bare;      ///< the name without its scope
  std::string_view version;   ///< all that follows the name
  std::string_view registry;  ///< of `name@registry:1.0.0` from a named registry; else empty

  /// The version in the names of tarballs: without the name of a registry, and without a plus and
  /// the text after it.
  std::string_view plain_version() const;

  /// Throws Error for what is no key.
  static PackageKey parse(std::string_view key);
};

/// The name of a package with this key in pnpm's store, where the lockfile does not give it: the
/// location if its version is_location, else the key.
std::string_view id_of_key(std::string_view key);

}  // namespace cafs
