// The store of pnpm 10.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "cafs/base/error.h"
#include "cafs/index/content_name.h"
#include "cafs/index/index_json.h"
#include "cafs/index/package_directory.h"
#include "cafs/index/store_version.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

constexpr std::size_t kMostDigits = 64;
constexpr std::size_t kFewestDigits = 32;  // of an md5, which old lockfiles have
constexpr std::size_t kShardDigits = 2;
constexpr std::size_t kLongestName = 255;  // of a file on Linux

IndexName name_of(const Integrity& integrity, const PackageId& id) {
  const std::string hex = integrity.hex().substr(0, kMostDigits);
  const std::string file = fmt::format("{}-{}.json", hex.substr(kShardDigits), id.file_name());
  if (file.size() > kLongestName) {
    throw Error(
        fmt::format("package id {} is too long for the name of an index file", quote(id.text())));
  }
  return {fmt::format("index/{}/{}", hex.substr(0, kShardDigits), file), {}};
}

bool is_name(std::string_view shard, std::string_view name) {
  const std::size_t digits = kShardDigits + std::min(name.find('-'), name.size());
  const bool known = digits >= kFewestDigits && digits <= kMostDigits;
  return is_shard_name(shard) && known && is_hex(name.substr(0, digits - kShardDigits)) &&
         name.ends_with(".json");
}

/// Side effects are what a build added.
IndexContents contents_of(std::string_view text) {
  return read_index_contents(text, SideEffects::added_files);
}

}  // namespace

constinit const StoreTraits kV10Traits{
    .directory = "v10",
    .rules = {},
    .index_directory = "index",
    .has_rows = false,
    .own_indexes = kOwnIndexNames,
    .other_directories = kOtherDirectories,
    .fetcher_version = 3,
    .index_name = name_of,
    .git_hosted_index_names = own_index_names<pnpm10_directory>,
    .is_index_name = is_name,
    .package_directory = pnpm10_directory,
    .format = json_format(contents_of),
};

}  // namespace cafs
