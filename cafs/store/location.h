#pragma once
#include <string>
#include <vector>

#include "cafs/index/store_version.h"
#include "cafs/io/canonical_path.h"

namespace cafs {

/// The directory that holds the version's directory of the store `root`: ROOT, or its parent if
/// ROOT itself has the name of the version's directory, such as `v10`.
std::string store_root(const std::string& root, StoreVersion version = kUsualVersion);

/// Throws Error where a symbolic link to nothing, or one that another user planted, lies where the
/// store of this version at `root` has its directories; std::system_error. Nothing is written.
void check_place(const std::string& root, StoreVersion version);

/// Where a store is: absolute paths without symbolic links.
struct StorePath {
  std::string root;     ///< what was given
  std::string version;  ///< its version's directory: ROOT/v10, or ROOT where that is called `v10`
};

/// Finds the store at `root`. Throws Error when there is none, std::system_error.
StorePath find_store(const std::string& root, StoreVersion version, CanonicalPaths& paths);

/// Whether there is a store at `root`, of whatever version.
bool has_store(const std::string& root);

/// The versions of the stores at `root`, oldest first. If there is none, the usual version, so that
/// `find_store` reports its absence.
std::vector<StoreVersion> versions_at(const std::string& root);

}  // namespace cafs
