#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/format/hash.h"
#include "cafs/format/integrity.h"
#include "cafs/format/package_id.h"

namespace cafs {

/// The directory of a store version below the store's root.
inline constexpr std::string_view kStoreVersion = "v10";

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

/// Whether `name` in the directory `index/SHARD` is a package index.
bool is_index_name(std::string_view shard, std::string_view name);

/// Whether `shard` is the name of one of the 256 directories of `files` and `index`.
bool is_shard_name(std::string_view shard);

/// Where pnpm 10 keeps the index of a package: `index/XX/<62 hex>-<id>.json`. The digits are the
/// first 64 of the tarball's integrity (all 40 of a sha1), and the id has its reserved characters
/// replaced.
std::string index_path(const Integrity& integrity, const PackageId& id);

/// The indexes that pnpm 10 keeps in a directory of the package's own: as one whose scripts were
/// run, and as one whose scripts were not, which it looks for with `--ignore-scripts`.
inline constexpr std::array<std::string_view, 2> kOwnIndexNames{"integrity.json",
                                                                "integrity-not-built.json"};

/// The file in such a directory that holds the integrity of a local tarball.
inline constexpr std::string_view kMarkerName = "tarball-integrity";

/// Where pnpm 10 keeps the indexes of a git-hosted package, whatever its integrity: each of
/// `kOwnIndexNames` in a directory of its own. The name of the directory is the id as dependency
/// paths become file names: reserved characters are replaced, and where it has more than 120 UTF-16
/// code units, or upper case, only the first 87 stay, with a hash.
std::vector<std::string> git_hosted_index_paths(const PackageId& id);

/// Where pnpm 10 keeps the integrity that a local tarball had when it was added, the only sign by
/// which it takes such a package from the store: `file+PATH/tarball-integrity`. Nothing for an id
/// that is not that of a local tarball.
std::optional<std::string> marker_path(const PackageId& id);

}  // namespace cafs
