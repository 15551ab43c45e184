#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/index/index_contents.h"
#include "cafs/index/store_version.h"
#include "cafs/lockfile/stored.h"
#include "cafs/store/store_reader.h"

namespace cafs {

/// A file of a package in a store.
struct StoredFile {
  std::string path;     ///< in the package
  std::string content;  ///< its content file, relative to the version's directory
  std::uint64_t size = 0;
  bool is_executable = false;
};

/// A symbolic link in a package.
struct PackageLink {
  std::string path;    ///< in the package
  std::string target;  ///< what it says: relative, and within the package

  bool operator==(const PackageLink&) const = default;
};

/// A package in a store.
struct StoredPackage {
  const Directory* store = nullptr;  ///< its version's directory
  bool requires_build = false;       ///< whether it has scripts that run at install
  std::vector<StoredFile> files;     ///< in the order of the index; no path leaves the package
  std::vector<PackageLink> links;    ///< only of a local directory; sorted by path

  /// The path that one through these links leads to.
  std::string path_behind_links(const std::string& path) const;
};

/// Several stores of one version, read as one: a package may be in any of them.
class PackageStores {
 public:
  /// Opens the stores; a list of fragments stands for those in it. Throws Error, naming the store,
  /// for what is none, and std::system_error.
  PackageStores(const std::vector<std::string>& paths, StoreVersion version, Workers& workers);

  /// The package that is stored so. Any number of threads may ask. Throws Error where no store has
  /// it, its index cannot be read, or a path in it leaves the package.
  StoredPackage find(const Stored& stored) const;

 private:
  struct Found {
    const StoreReader* store;
    std::string text;  // of the index
  };

  std::vector<IndexName> names_of(const Stored& stored) const;
  Found find_text(const Stored& stored) const;

  StoreVersion version_;
  std::vector<StoreReader> stores_;
  std::unordered_map<std::string, const StoreReader*>
      store_of_;  // by index path, where they are many
};

}  // namespace cafs
