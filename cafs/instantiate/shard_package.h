#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/lockfile/plan.h"

namespace cafs {

/// A package of a shard. Its tarball is fetched or local.
struct ShardPackage {
  std::string id;
  std::string integrity;  ///< empty where pnpm finds the package by its id alone
  std::string url;        ///< empty for a local tarball
  std::string tarball;    ///< the name of a fetched tarball, or the path of a local one
  std::string bin;        ///< for a runtime, as a PlanEntry has it
  std::string prefix;     ///< likewise
};

/// The index of the shard, of `count`, that has a package. It depends on the name alone, as in
/// nix/shards.nix.
std::size_t shard_of(std::string_view name, std::size_t count);

/// The packages of one shard of a plan, in its order. Paths of local tarballs are relative to
/// `root`. A fetched tarball is named by its id alone, so that its name depends on nothing else in
/// the lockfile; only packages of a shard that would share a name get others.
std::vector<ShardPackage> shard_packages(const Plan& plan, std::size_t shard, std::size_t count,
                                         const std::string& root);

/// The packages as JSON, one a line.
std::string shard_lines(const std::vector<ShardPackage>& packages);

/// Reads the output of `shard_lines`. Throws Error for anything else.
std::vector<ShardPackage> read_shard_lines(std::string_view text);

}  // namespace cafs
