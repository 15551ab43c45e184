#pragma once
#include <string>
#include <string_view>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// Under what a store has a package.
struct Stored {
  std::string_view id;         ///< what pnpm calls it there
  std::string_view integrity;  ///< of its tarball; empty where pnpm finds it by its id alone
  bool by_id = false;  ///< as it does where it packs the package itself, or no hash is known
};

/// That of a package with one of its resolutions.
Stored stored_as(const LockedPackage& package, const Resolution& resolution);

/// Whether pnpm clones or unpacks a repository, and packs the package itself.
bool is_from_git(const Resolution& resolution);

/// What stands before the path of a local tarball or directory.
inline constexpr std::string_view kFile = "file:";

}  // namespace cafs
