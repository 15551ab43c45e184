#pragma once
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/index/index_contents.h"
#include "cafs/index/store_version.h"
#include "cafs/lockfile/stored.h"
#include "cafs/store/store_reader.h"

namespace cafs {

/// A file of a package in a store, or in a local directory.
struct StoredFile {
  std::string path;  ///< in the package
  /// The digest of its content file, or a path in a local directory.
  std::variant<Digest, std::string> origin;
  std::uint64_t size = 0;
  bool is_executable = false;

  /// Its content file, relative to the version's directory, or to the local one. (Made only when it
  /// is asked for: a name takes twice the memory of a digest.)
  std::string content() const;
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

  /// The path that `path` leads to through these links.
  std::string path_behind_links(const std::string& path) const;
};

/// Several stores of one version, read as one: a package may be in any of them.
class PackageStores {
 public:
  /// Opens the stores; a list of fragments stands for those in it. `wanted` are the packages that
  /// `find` is to find. Throws Error, naming the store, for what is none, and std::system_error.
  PackageStores(const std::vector<std::string>& paths, StoreVersion version,
                std::span<const Stored> wanted, Workers& workers);

  /// The package that is stored so, one of those wanted. Any number of threads may ask. Throws
  /// Error where no store has it, its index cannot be read, or a path in it leaves the package.
  StoredPackage find(const Stored& stored) const;

 private:
  struct Found {
    const StoreReader* store;
    std::string text;  // of the index
  };

  void open(const std::vector<std::string>& paths, std::span<const Stored> wanted,
            Workers& workers);
  void open_many(const std::vector<std::string>& paths, Workers& workers);
  std::string version_path(const std::string& root) const;
  std::vector<std::string> keys_of(std::span<const Stored> wanted, Workers& workers) const;
  std::vector<IndexName> names_of(const Stored& stored) const;
  Found find_text(const Stored& stored) const;

  StoreVersion version_;
  std::vector<StoreReader> stores_;
  std::unordered_map<std::string, const StoreReader*>
      store_of_;  // by index path, where they are many
};

}  // namespace cafs
