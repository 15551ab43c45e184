// The store of pnpm 9.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "cafs/index/content_name.h"
#include "cafs/index/index_json.h"
#include "cafs/index/package_directory.h"
#include "cafs/index/store_version.h"

namespace cafs {

namespace {

constexpr std::string_view kSuffix = "-index.json";

/// The name has all digits of the integrity, and not the id: two ids of one tarball share an index.
IndexName name_of(const Integrity& integrity, const PackageId& /*id*/) {
  const std::string hex = integrity.hex();
  return {fmt::format("files/{}/{}{}", hex.substr(0, 2), hex.substr(2), kSuffix), {}};
}

bool is_name(std::string_view shard, std::string_view name) {
  constexpr std::array<std::size_t, 4> kDigits{40, 64, 96, 128};  // of sha1 to sha512
  if (!is_shard_name(shard) || !name.ends_with(kSuffix)) return false;
  const std::string_view rest = name.substr(0, name.size() - kSuffix.size());
  const auto* const known = std::find(kDigits.begin(), kDigits.end(), shard.size() + rest.size());
  return known != kDigits.end() && is_hex(rest);
}

/// Side effects are all files of the package as a build left them.
IndexContents contents_of(std::string_view text) {
  return read_index_contents(text, SideEffects::all_files);
}

}  // namespace

constinit const StoreTraits kV3Traits{
    .directory = "v3",
    .rules = {.backslash_dots = false, .runtimes = false},
    .index_directory = "files",
    .has_rows = false,
    .own_indexes = kOwnIndexNames,
    .other_directories = kOtherDirectories,
    .fetcher_version = 3,
    .index_name = name_of,
    .git_hosted_index_names = own_index_names<pnpm9_directory>,
    .is_index_name = is_name,
    .package_directory = pnpm9_directory,
    .format = json_format(contents_of),
};

}  // namespace cafs
