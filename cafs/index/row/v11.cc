// The store of pnpm 11 and 12.
#include <optional>
#include <string>
#include <string_view>

#include "cafs/base/error.h"
#include "cafs/index/content_name.h"
#include "cafs/index/package_directory.h"
#include "cafs/index/row/package_row.h"
#include "cafs/index/row/row_contents.h"
#include "cafs/index/row/row_key.h"
#include "cafs/index/store_version.h"

namespace cafs {

namespace {

constexpr std::size_t kDigits = 62;  // of a SHA-256, without those of the shard

IndexName name_of_key(std::string key) {
  std::string path = row_path(key);
  return {std::move(path), std::move(key)};
}

IndexName name_of(const Integrity& integrity, const PackageId& id) {
  return name_of_key(row_key(integrity, id));
}

std::vector<IndexName> git_hosted_names(const PackageId& id) {
  std::vector<IndexName> names;
  for (std::string& key : git_hosted_row_keys(id)) names.push_back(name_of_key(std::move(key)));
  return names;
}

bool is_name(std::string_view shard, std::string_view name) {
  return is_shard_name(shard) && name.size() == kDigits && is_hex(name);
}

std::string text_of(const IndexName& name, const PackageIndex& index, bool git_hosted) {
  const auto requires_prepare = git_hosted ? std::optional(index.requires_prepare) : std::nullopt;
  return row_text(name.key, package_row(index, requires_prepare));
}

IndexContents contents_of(std::string_view text) { return read_row_contents(keyed_row(text).row); }

bool are_same(std::string_view existing, std::string_view wanted) {
  try {
    return same_row(keyed_row(existing).row, keyed_row(wanted).row);
  } catch (const Error&) {
    return false;
  }
}

std::string bare(std::string_view text) {
  const KeyedRow keyed = keyed_row(text);
  return row_text(keyed.key, row_without_checked_at(keyed.row));
}

std::string united_text(std::string_view a, std::string_view b) {
  const KeyedRow one = keyed_row(a);
  const KeyedRow other = keyed_row(b);
  if (one.key != other.key) throw Error("rows of different keys");
  return row_text(one.key, unite_rows(one.row, other.row));
}

std::string path_of(std::string_view written) { return std::string(written); }

}  // namespace

constinit const StoreTraits kV11Traits{
    .directory = "v11",
    .rules = {.strict_pax = true,
              .strict_sizes = true,
              .bzip2 = true,
              .placeholder = true,
              .bundled_manifest = true,
              .gypfile_opts_out = true,
              .node_extras = false,
              .zip_node_modules = true,
              .zip_mode = 0644},
    .index_directory = "index",
    .has_rows = true,
    .own_indexes = {},
    .other_directories = kOtherDirectories,
    .fetcher_version = 4,
    .index_name = name_of,
    .git_hosted_index_names = git_hosted_names,
    .is_index_name = is_name,
    .package_directory = pnpm11_directory,
    .format = {.text = text_of,
               .contents = contents_of,
               .path = path_of,
               .same = are_same,
               .without_checked_at = bare,
               .united = united_text},
};

}  // namespace cafs
