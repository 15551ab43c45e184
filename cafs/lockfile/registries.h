#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cafs/lockfile/package_key.h"

namespace cafs {

/// Where packages are fetched from.
struct Registry {
  std::string url;
  std::string server_type;  ///< the setting of pnpm 11.23 and later: `artifactory`, `npm` or empty
};

/// Reads `URL`, or `{"url":"URL","serverType":"artifactory"}` as JSON, whose serverType may also be
/// `npm`. Throws Error for another object. A URL is checked when it is used.
Registry parse_registry(std::string_view text);

/// The registries that packages are fetched from, by name: "" is the default one, `@scope` that of
/// a scope, and `name:` one that lockfiles of pnpm 11.20 and later name.
class Registries {
 public:
  /// Sets the registry of `name`, in place of an earlier one.
  void set(std::string name, Registry registry) { by_name_[std::move(name)] = std::move(registry); }

  /// Adds those registries of `other` whose names have none here.
  void complete_from(const Registries& other) {
    by_name_.insert(other.by_name_.begin(), other.by_name_.end());
  }

  /// Gives this type to each registry with this URL, unless it has a type.
  void set_server_type(std::string_view url, std::string_view server_type);

  /// Whether there is a registry of that name.
  bool has(std::string_view name) const { return by_name_.find(name) != by_name_.end(); }

  /// The URL of the registry of that name, with a slash at its end; nothing if there is none.
  std::optional<std::string> url_of(std::string_view name) const;

  /// The URL of a package's tarball in its registry: `URL/name/-/bare-version.tgz`. Throws Error if
  /// no registry is known, or if its text is no URL. To pnpm the default registry has no packages
  /// of the scope @jsr, nor those of a named registry.
  std::string tarball_url(const PackageKey& package) const;

  /// The URL of the registry of a package, with a slash at its end. Throws as tarball_url does.
  std::string url_for(const PackageKey& package) const;

 private:
  const Registry& registry_of(const PackageKey& package) const;

  std::map<std::string, Registry, std::less<>> by_name_;
};

}  // namespace cafs
