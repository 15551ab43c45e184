#include "cafs/format/store_version.h"

#include <algorithm>
#include <array>

namespace cafs {

namespace {

struct Version {
  StoreVersion version;
  std::string_view directory;
  PackageRules rules;
};

constexpr std::array<Version, 3> kVersions{{
    {StoreVersion::v3,
     "v3",
     {.backslash_dots = false,
      .strict_pax = false,
      .strict_sizes = false,
      .bzip2 = false,
      .placeholder = false,
      .bundled_manifest = false,
      .gypfile_opts_out = false}},
    {StoreVersion::v10,
     "v10",
     {.backslash_dots = true,
      .strict_pax = false,
      .strict_sizes = false,
      .bzip2 = false,
      .placeholder = false,
      .bundled_manifest = false,
      .gypfile_opts_out = false}},
    {StoreVersion::v11,
     "v11",
     {.backslash_dots = true,
      .strict_pax = true,
      .strict_sizes = true,
      .bzip2 = true,
      .placeholder = true,
      .bundled_manifest = true,
      .gypfile_opts_out = true}},
}};

/// A table by version: what is found in it needs no search.
const Version& known(StoreVersion version) {
  static_assert(kVersions[0].version == StoreVersion::v3 &&
                kVersions[1].version == StoreVersion::v10 &&
                kVersions[2].version == StoreVersion::v11);
  return kVersions.at(static_cast<std::size_t>(version));
}

}  // namespace

std::string_view directory_name(StoreVersion version) { return known(version).directory; }

std::optional<StoreVersion> store_version(std::string_view directory) {
  const auto is_it = [directory](const Version& entry) { return entry.directory == directory; };
  const auto* const found = std::find_if(kVersions.begin(), kVersions.end(), is_it);
  if (found == kVersions.end()) return std::nullopt;
  return found->version;
}

const PackageRules& package_rules(StoreVersion version) { return known(version).rules; }

}  // namespace cafs
