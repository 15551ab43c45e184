#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/index/package_id.h"
#include "cafs/index/store_version.h"

namespace cafs {

/// `package_directory` of each version.
std::string pnpm9_directory(const PackageId& id);
std::string pnpm10_directory(const PackageId& id);
std::string pnpm11_directory(const PackageId& id);

/// The directory of a package with certain peers in `node_modules/.pnpm`, by the key of its
/// snapshot: the same rules, with the peers in it, and for a longest name that users may choose
/// (virtual-store-dir-max-length; UTF-16 code units).
std::string pnpm10_slot(std::string_view key, std::size_t longest);
std::string pnpm11_slot(std::string_view key, std::size_t longest);

/// The indexes in such a directory: as one whose scripts were run, and as one whose scripts were
/// not.
inline constexpr std::array<std::string_view, 2> kOwnIndexNames{"integrity.json",
                                                                "integrity-not-built.json"};

/// `git_hosted_index_names` of a version that keeps them there.
template <std::string (*directory)(const PackageId&)>
std::vector<IndexName> own_index_names(const PackageId& id) {
  std::vector<IndexName> names;
  names.reserve(kOwnIndexNames.size());
  for (const std::string_view name : kOwnIndexNames) {
    names.push_back({directory(id) + '/' + std::string(name), {}});
  }
  return names;
}

/// What one pnpm or another keeps beside the directories of packages. (`index.db`, what SQLite
/// keeps beside that, and names with a dot before them are none either.)
inline constexpr std::array<std::string_view, 7> kOtherDirectories{
    "files", "index", "index-aliases", "links", "projects", "python-envs", "tmp"};

}  // namespace cafs
