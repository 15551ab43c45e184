#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/lockfile/package_key.h"

namespace cafs {

/// The registries that packages are fetched from: the URL of the default one under the empty name,
/// those of scopes under `@scope`.
class Registries {
 public:
  /// Says which registry `name` has, in the place of what was said before.
  void set(std::string name, std::string url) { urls_[std::move(name)] = std::move(url); }

  /// Takes what `other` says and this does not.
  void complete_from(const Registries& other) {
    urls_.insert(other.urls_.begin(), other.urls_.end());
  }

  /// The URL of the registry of a package, with a slash at its end. Throws Error if none is known,
  /// or what was said is no URL.
  std::string url_for(const PackageKey& package) const;

 private:
  std::map<std::string, std::string, std::less<>> urls_;
};

}  // namespace cafs
