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

/// The name under which a store has the index of a package.
struct IndexName {
  std::string path;  ///< of the file, relative to the version's directory
  std::string key;   ///< of the row, where indexes may be rows; else empty
};

/// How a version records a package: as JSON, or as a row with its key, in the form of a file of its
/// own. `text` means all of that.
struct IndexFormat {
  /// The text for a package. With `git_hosted` it also has the facts that are recorded for
  /// git-hosted packages only.
  std::string (*text)(const IndexName& name, const PackageIndex& index, bool git_hosted);

  /// The content files in a text. The paths point into it, and `kJsonPadding` bytes after it must
  /// be readable. Throws Error for a text that no pnpm writes.
  IndexContents (*contents)(std::string_view text);

  /// The path of a file as `contents` returns it, with the escapes of the text resolved. Throws
  /// Error for a bad one.
  std::string (*path)(std::string_view written);

  /// Whether two texts record the same package, without the facts that pnpm adds in use. False
  /// where `existing` is damaged.
  bool (*same)(std::string_view existing, std::string_view wanted);

  /// The text without `checkedAt`. Throws Error for a damaged one.
  std::string (*without_checked_at)(std::string_view text);

  /// Unites two texts that record the same package, with the side effects of both. Throws Error
  /// where one is damaged, or they contradict each other.
  std::string (*united)(std::string_view a, std::string_view b);
};

/// All differences between versions of the store. Readers and writers of a store ask these traits,
/// and never for the version.
struct StoreTraits {
  /// The name of the version's directory below the store's root: "v10".
  std::string_view directory;

  /// How its pnpm reads a package.
  PackageRules rules;

  /// The directory whose shards have the index files: "index", or "files", beside the content.
  std::string_view index_directory;
  bool keeps_indexes_apart() const { return index_directory != "files"; }

  /// Whether indexes may be rows of `index.db`, each under the path that its file would have.
  bool has_rows;

  /// The names of the index files in a package's own directory, which packages without an integrity
  /// have; empty if the version has no such directories.
  std::span<const std::string_view> own_indexes;

  /// The names in the version's directory that pnpm uses otherwise, and that are no packages'.
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

  /// Where pnpm looks for the indexes of a git-hosted package, whatever its integrity: for a
  /// package whose scripts were run, and for one whose scripts were not, which it looks for with
  /// `--ignore-scripts`. They are two files in a directory of the package's own; in v11, two rows.
  std::vector<IndexName> (*git_hosted_index_names)(const PackageId& id);

  /// Whether `name` in a shard of `index_directory` is a package index.
  bool (*is_index_name)(std::string_view shard, std::string_view name);

  /// The name of a package's own directory in a store, by pnpm's depPathToFilename: reserved
  /// characters are replaced, and where the id has more than 120 UTF-16 code units, or upper case,
  /// only the first of them stay, with a hash. pnpm 11 also adds a hash to names that another
  /// package could have.
  std::string (*package_directory)(const PackageId& id);

  IndexFormat format;
};

/// A version of pnpm's store.
class StoreVersion {
 public:
  static const StoreVersion v3;   ///< of pnpm 9
  static const StoreVersion v10;  ///< of pnpm 10
  static const StoreVersion v11;  ///< of pnpm 11 and 12

  /// The version with these traits, which must outlive it.
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

/// The versions that cafs writes, from the oldest on.
inline constexpr std::array kStoreVersions{StoreVersion::v3, StoreVersion::v10, StoreVersion::v11};

/// The default version.
inline constexpr StoreVersion kUsualVersion = StoreVersion::v10;

/// The version whose directory has this name; nothing for any other text.
std::optional<StoreVersion> store_version(std::string_view directory);

/// The file in a package's own directory that holds the integrity of a local tarball: its marker.
inline constexpr std::string_view kMarkerName = "tarball-integrity";

/// Where pnpm keeps the integrity that a local tarball had when it was added, the only sign by
/// which it takes such a package from the store: `file+PATH/tarball-integrity`. Nothing for an id
/// that is not that of a local tarball.
std::optional<std::string> marker_path(const PackageId& id, StoreVersion version = kUsualVersion);

/// Whether an index path is that of a marker, whose text is no index.
inline bool is_marker(std::string_view path) { return path.ends_with(kMarkerName); }

/// The text under the index path `path` for a store that unites two, of which one has `existing`
/// and the other `added`: an index with the side effects of both. Throws Error when they contradict
/// each other.
std::string united(const std::string& path, const std::string& existing, const std::string& added,
                   StoreVersion version);

/// The database of a store with rows, in the version's directory.
inline constexpr std::string_view kDatabaseName = "index.db";

/// How a store that may have rows keeps its package indexes.
enum class IndexKind {
  files,     ///< a file each: read by pnpm 12.13 and later, and by `merge`
  database,  ///< rows of `index.db`: read by pnpm 11 and 12
};

/// What kind of store to write.
struct StoreKind {
  StoreVersion version = kUsualVersion;
  IndexKind index = IndexKind::files;  ///< versions without rows have files only

  bool has_database() const { return version->has_rows && index == IndexKind::database; }
};

}  // namespace cafs
