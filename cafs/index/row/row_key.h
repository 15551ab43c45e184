#pragma once
#include <array>
#include <string>
#include <string_view>

#include "cafs/hash/integrity.h"
#include "cafs/index/package_id.h"

namespace cafs {

/// The key of a package's row in a v11 store: its integrity, as lockfiles spell it, a tab, its id.
std::string row_key(const Integrity& integrity, const PackageId& id);

/// The keys of the rows of a git-hosted package, whatever its integrity: for a package whose
/// scripts were run, and for one whose scripts were not, which pnpm looks for with
/// `--ignore-scripts`.
std::array<std::string, 2> git_hosted_row_keys(const PackageId& id);

/// Where pnpm 12 keeps the row in a file of its own, relative to the version's directory:
/// `index/XX/<62 hex>`, the SHA-256 of the key.
std::string row_path(std::string_view key);

/// The content of such a file: the length of the key in 32 bits, least significant byte first, the
/// key, and the row. `key` has less than 4 GiB.
std::string row_text(std::string_view key, std::string_view row);

/// Key and row in the content of such a file.
struct KeyedRow {
  std::string_view key;
  std::string_view row;
};

/// Reads the content of such a file. Throws Error where it is cut off.
KeyedRow keyed_row(std::string_view content);

}  // namespace cafs
