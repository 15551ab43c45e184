#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace cafs {

/// The versions of pnpm's store that are written here: v3 is pnpm 9's, v10 is pnpm 10's, v11 is
/// that of pnpm 11 and 12.
enum class StoreVersion { v3, v10, v11 };

inline constexpr std::array<StoreVersion, 3> kStoreVersions{StoreVersion::v3, StoreVersion::v10,
                                                            StoreVersion::v11};

/// The name of the version's directory below the store's root: "v3", "v10" or "v11".
std::string_view directory_name(StoreVersion version);

/// The version whose directory has this name; nothing for any other text.
std::optional<StoreVersion> store_version(std::string_view directory);

/// What pnpm's reading of a package depends on: pnpm 9.15.9 for v3, 10.34.9 for v10, 11.28.11 for
/// v11.
struct PackageRules {
  bool backslash_dots;    ///< `.\` in a name has its dots resolved too, and backslashes are slashes
  bool strict_pax;        ///< a pax record must end inside its header, and with a newline
  bool strict_sizes;      ///< a size must be an exact number also where it is of no use
  bool bzip2;             ///< a tarball may be compressed by bzip2
  bool placeholder;       ///< a package without package.json gets one
  bool bundled_manifest;  ///< the index holds parts of package.json, not just name and version
  bool gypfile_opts_out;  ///< `"gypfile": false` says that a binding.gyp needs no build
};

const PackageRules& package_rules(StoreVersion version);

}  // namespace cafs
