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
  std::string server_type;  ///< as pnpm 11.23 and later are told it: `artifactory`, `npm` or empty
};

/// Reads `URL`, or `{"url":"URL","serverType":"artifactory"}` as JSON, whose serverType may be
/// `npm`, too. Throws Error for another object; a URL is looked at when it is used.
Registry parse_registry(std::string_view text);

/// The registries that packages are fetched from, by name: the default one is called "", those of
/// scopes `@scope`, and those that lockfiles of pnpm 11.20 and later name `name:`.
class Registries {
 public:
  /// Says which registry `name` has, in the place of what was said before.
  void set(std::string name, Registry registry) { by_name_[std::move(name)] = std::move(registry); }

  /// Takes what `other` says and this does not.
  void complete_from(const Registries& other) {
    by_name_.insert(other.by_name_.begin(), other.by_name_.end());
  }

  /// Says that each registry with this URL is of this type, unless it has one.
  void set_server_type(std::string_view url, std::string_view server_type);

  /// Whether there is one of that name.
  bool has(std::string_view name) const { return by_name_.find(name) != by_name_.end(); }

  /// The URL of the one of that name, with a slash at its end; nothing where there is none.
  std::optional<std::string> url_of(std::string_view name) const;

  /// Where the registry of a package has its tarball: `URL/name/-/bare-version.tgz`. Throws Error
  /// if none is known, or what was said is no URL. To pnpm the default registry has no packages of
  /// the scope @jsr, nor those of a registry with a name.
  std::string tarball_url(const PackageKey& package) const;

  /// The URL of the registry of a package, with a slash at its end. Throws as tarball_url does.
  std::string url_for(const PackageKey& package) const;

 private:
  const Registry& registry_of(const PackageKey& package) const;

  std::map<std::string, Registry, std::less<>> by_name_;
};

}  // namespace cafs
