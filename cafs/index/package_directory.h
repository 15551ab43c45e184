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

/// The directory of a package with certain peers in `node_modules/.pnpm`, for the key of its
/// snapshot. The rules are the same, but the name has the peers, and users may set its maximum
/// length (virtual-store-dir-max-length; UTF-16 code units).
std::string pnpm10_slot(std::string_view key, std::size_t longest);
std::string pnpm11_slot(std::string_view key, std::size_t longest);

/// The indexes in a package's directory: for a package whose scripts were run, and for one whose
/// scripts were not.
inline constexpr std::array<std::string_view, 2> kOwnIndexNames{"integrity.json",
                                                                "integrity-not-built.json"};

/// `git_hosted_index_names` of a version that keeps these indexes in the package's directory.
template <std::string (*directory)(const PackageId&)>
std::vector<IndexName> own_index_names(const PackageId& id) {
  std::vector<IndexName> names;
  names.reserve(kOwnIndexNames.size());
  for (const std::string_view name : kOwnIndexNames) {
    names.push_back({directory(id) + '/' + std::string(name), {}});
  }
  return names;
}

/// Names that some pnpm keeps beside the directories of packages. (`index.db`, SQLite's files
/// beside it, and names with a leading dot are no packages' either.)
inline constexpr std::array<std::string_view, 7> kOtherDirectories{
    "files", "index", "index-aliases", "links", "projects", "python-envs", "tmp"};

}  // namespace cafs
