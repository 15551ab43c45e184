#pragma once
#include <string>
#include <string_view>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// The names under which a store has a package.
struct Stored {
  std::string_view id;         ///< the package's name in the store
  std::string_view integrity;  ///< of its tarball; empty where pnpm finds it by its id alone
  bool by_id = false;          ///< found by id alone: pnpm packs it itself, or no hash is known
};

/// The names of a package with one of its resolutions.
Stored stored_as(const LockedPackage& package, const Resolution& resolution);

/// Whether pnpm clones or unpacks a repository, and packs the package itself.
bool is_from_git(const Resolution& resolution);

/// The prefix of the path of a local tarball or directory.
inline constexpr std::string_view kFile = "file:";

}  // namespace cafs
