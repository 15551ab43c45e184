#pragma once
#include <string>
#include <string_view>

#include "cafs/format/integrity.h"

namespace cafs {

/// Where pnpm 9 keeps the index of a package: `files/XX/<rest>-index.json`, by all digits of the
/// tarball's integrity. The package id is no part of it: two ids of one tarball share an index.
std::string v3_index_path(const Integrity& integrity);

/// Whether `name` in the directory `files/SHARD` is a package index of pnpm 9.
bool is_v3_index_name(std::string_view shard, std::string_view name);

}  // namespace cafs
