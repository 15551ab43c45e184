#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/format/hash.h"
#include "cafs/format/integrity.h"
#include "cafs/format/package_id.h"
#include "cafs/format/store_version.h"

namespace cafs {

/// In what a v11 store keeps its package indexes.
enum class IndexKind {
  files,     ///< a file each: pnpm 12.13 and later reads them, and `merge` does
  database,  ///< rows of `index.db`: pnpm 11 and 12 read them
};

/// What kind of store to write.
struct StoreKind {
  StoreVersion version = StoreVersion::v10;
  IndexKind index = IndexKind::files;  ///< the others have files only

  bool has_database() const { return version == StoreVersion::v11 && index == IndexKind::database; }
};

/// The database of a v11 store, in the version's directory.
inline constexpr std::string_view kDatabaseName = "index.db";

enum class Executable : bool { no, yes };

/// Where a store keeps a file with this digest, relative to the version's directory:
/// `files/XX/<126 hex>`, with `-exec` for an executable. The same bytes as both are two files.
std::string content_path(const Digest& digest, Executable executable);

/// A content file, as a store names it.
struct ContentName {
  Digest digest;
  Executable executable = Executable::no;

  bool operator==(const ContentName&) const = default;
};

/// The content file that is called `name` in the directory `files/SHARD`; nothing for the name of
/// anything else, such as what a crashed writer left.
std::optional<ContentName> content_name(std::string_view shard, std::string_view name);

/// Whether `name` in a shard directory (of `index`; in v3 of `files`) is a package index.
bool is_index_name(std::string_view shard, std::string_view name,
                   StoreVersion version = StoreVersion::v10);

/// Whether `shard` is the name of one of the 256 directories of `files` and `index`.
bool is_shard_name(std::string_view shard);

/// Under which name a store has the index of a package.
struct IndexName {
  std::string path;  ///< of the file, relative to the version's directory
  std::string key;   ///< of the row, in v11; else empty
};

/// Where pnpm looks for the index of a package. The digits are those of the tarball's integrity.
/// - v3: `files/XX/<all others>-index.json`, whatever the id;
/// - v10: `index/XX/<62 hex>-<id>.json`: the first 64 (all 40 of a sha1), and the id has its
///   reserved characters replaced;
/// - v11: the row of the integrity and the id.
/// Throws Error for an id that makes no name.
IndexName index_name(const Integrity& integrity, const PackageId& id,
                     StoreVersion version = StoreVersion::v10);

/// The indexes that pnpm 10 keeps in a directory of the package's own: as one whose scripts were
/// run, and as one whose scripts were not, which it looks for with `--ignore-scripts`.
inline constexpr std::array<std::string_view, 2> kOwnIndexNames{"integrity.json",
                                                                "integrity-not-built.json"};

/// The file in such a directory that holds the integrity of a local tarball.
inline constexpr std::string_view kMarkerName = "tarball-integrity";

/// Where pnpm looks for the indexes of a git-hosted package, whatever its integrity: each of
/// `kOwnIndexNames` in a directory of its own; in v11, two rows. The name of the directory is the
/// id as dependency paths become file names: reserved characters are replaced, and where it has
/// more than 120 UTF-16 code units, or upper case, only the first of them stay, with a hash.
std::vector<IndexName> git_hosted_index_names(const PackageId& id,
                                              StoreVersion version = StoreVersion::v10);

/// Where pnpm keeps the integrity that a local tarball had when it was added, the only sign by
/// which it takes such a package from the store: `file+PATH/tarball-integrity`. Nothing for an id
/// that is not that of a local tarball.
std::optional<std::string> marker_path(const PackageId& id,
                                       StoreVersion version = StoreVersion::v10);

}  // namespace cafs
