#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/hash/integrity.h"
#include "cafs/index/index_contents.h"
#include "cafs/index/package_id.h"
#include "cafs/index/package_index.h"
#include "cafs/tarball/package_rules.h"

namespace cafs {

/// Under which name a store has the index of a package.
struct IndexName {
  std::string path;  ///< of the file, relative to the version's directory
  std::string key;   ///< of the row, where indexes may be rows; else empty
};

/// How a version records a package: as JSON, or as a row with its key, as that stands in a file of
/// its own. What is called `text` here is that, whole.
struct IndexFormat {
  /// The text for a package. `git_hosted`: what is said of those only is said.
  std::string (*text)(const IndexName& name, const PackageIndex& index, bool git_hosted);

  /// What a text says of content files. The paths point into it, and `kJsonPadding` bytes after it
  /// must be readable. Throws Error for what no pnpm writes.
  IndexContents (*contents)(std::string_view text);

  /// The path of a file that `contents` tells of, as it is: without the escapes of its text. Throws
  /// Error for a bad one.
  std::string (*path)(std::string_view written);

  /// Whether two say the same of a package, what pnpm adds in use aside. False where `existing` is
  /// damaged.
  bool (*same)(std::string_view existing, std::string_view wanted);

  /// The text without `checkedAt`. Throws Error for a damaged one.
  std::string (*without_checked_at)(std::string_view text);

  /// One for two that say the same, with the side effects of both. Throws Error where one is
  /// damaged, or they contradict each other.
  std::string (*united)(std::string_view a, std::string_view b);
};

/// All that a version of the store has of its own. Who reads or writes a store asks these traits,
/// and never which version it is.
struct StoreTraits {
  /// The name of the version's directory below the store's root: "v10".
  std::string_view directory;

  /// How its pnpm reads a package.
  PackageRules rules;

  /// In whose shards indexes are files: "index", or "files", beside the content.
  std::string_view index_directory;
  bool keeps_indexes_apart() const { return index_directory != "files"; }

  /// Whether indexes may be rows of `index.db`, each under the path that its file would have.
  bool has_rows;

  /// The index files in the directory of a package's own, where that has no integrity; none where
  /// it has no such directory.
  std::span<const std::string_view> own_indexes;

  /// The names in the version's directory that are no package's: what its pnpm keeps there.
  std::span<const std::string_view> other_directories;

  /// The version of nixpkgs' fetcher that packs such a store.
  unsigned fetcher_version;

  /// Where pnpm looks for the index of a package. The digits are those of the tarball's integrity.
  /// - v3: `files/XX/<all others>-index.json`, whatever the id;
  /// - v10: `index/XX/<62 hex>-<id>.json`: the first 64 (all 40 of a sha1), and the id has its
  ///   reserved characters replaced;
  /// - v11: the row of the integrity and the id.
  /// Throws Error for an id that makes no name.
  IndexName (*index_name)(const Integrity& integrity, const PackageId& id);

  /// Where pnpm looks for the indexes of a git-hosted package, whatever its integrity: as one whose
  /// scripts were run, and as one whose scripts were not, which it looks for with
  /// `--ignore-scripts`. They are two files in a directory of the package's own; in v11, two rows.
  std::vector<IndexName> (*git_hosted_index_names)(const PackageId& id);

  /// Whether `name` in a shard of `index_directory` is a package index.
  bool (*is_index_name)(std::string_view shard, std::string_view name);

  /// The name of a package's own directory in a store, by pnpm's depPathToFilename: reserved
  /// characters are replaced, and where the id has more than 120 UTF-16 code units, or upper case,
  /// only the first of them stay, with a hash. pnpm 11 hashes also what could be the name of
  /// another.
  std::string (*package_directory)(const PackageId& id);

  IndexFormat format;
};

/// A version of pnpm's store.
class StoreVersion {
 public:
  static const StoreVersion v3;   ///< of pnpm 9
  static const StoreVersion v10;  ///< of pnpm 10
  static const StoreVersion v11;  ///< of pnpm 11 and 12

  /// The version that these, which must outlive it, are the traits of.
  constexpr explicit StoreVersion(const StoreTraits& traits) : traits_(&traits) {}

  constexpr const StoreTraits* operator->() const { return traits_; }
  constexpr const StoreTraits& operator*() const { return *traits_; }

  bool operator==(const StoreVersion&) const = default;

 private:
  const StoreTraits* traits_;
};

extern const StoreTraits kV3Traits;
extern const StoreTraits kV10Traits;
extern const StoreTraits kV11Traits;

inline constexpr StoreVersion StoreVersion::v3{kV3Traits};
inline constexpr StoreVersion StoreVersion::v10{kV10Traits};
inline constexpr StoreVersion StoreVersion::v11{kV11Traits};

/// Those that are written here, from the oldest on.
inline constexpr std::array kStoreVersions{StoreVersion::v3, StoreVersion::v10, StoreVersion::v11};

/// The one that is meant where nobody names one.
inline constexpr StoreVersion kUsualVersion = StoreVersion::v10;

/// The version whose directory has this name; nothing for any other text.
std::optional<StoreVersion> store_version(std::string_view directory);

/// The file in a package's own directory that holds the integrity of a local tarball: its marker.
inline constexpr std::string_view kMarkerName = "tarball-integrity";

/// Where pnpm keeps the integrity that a local tarball had when it was added, the only sign by
/// which it takes such a package from the store: `file+PATH/tarball-integrity`. Nothing for an id
/// that is not that of a local tarball.
std::optional<std::string> marker_path(const PackageId& id, StoreVersion version = kUsualVersion);

/// Whether a path of an index is one of a marker, whose text is no index.
inline bool is_marker(std::string_view path) { return path.ends_with(kMarkerName); }

/// What a store is to have under the index path `path` where one store has `existing` and another
/// `added`: an index with the side effects of both. Throws Error when they contradict each other.
std::string united(const std::string& path, const std::string& existing, const std::string& added,
                   StoreVersion version);

/// The database of a store with rows, in the version's directory.
inline constexpr std::string_view kDatabaseName = "index.db";

/// In what a store that may have rows keeps its package indexes.
enum class IndexKind {
  files,     ///< a file each: pnpm 12.13 and later reads them, and `merge` does
  database,  ///< rows of `index.db`: pnpm 11 and 12 read them
};

/// What kind of store to write.
struct StoreKind {
  StoreVersion version = kUsualVersion;
  IndexKind index = IndexKind::files;  ///< versions without rows have files only

  bool has_database() const { return version->has_rows && index == IndexKind::database; }
};

}  // namespace cafs
