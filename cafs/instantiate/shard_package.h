#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/lockfile/plan.h"

namespace cafs {

/// A package of a shard. Its tarball is fetched, or there already.
struct ShardPackage {
  std::string id;
  std::string integrity;  ///< empty where pnpm finds the package by its id alone
  std::string url;        ///< empty of a tarball that is there
  std::string tarball;    ///< the name of what is fetched, or the path of what is there
  std::string bin;        ///< of a runtime, as a PlanEntry has it
  std::string prefix;     ///< likewise
};

/// In which of `count` shards a package is: by its name alone, as nix/shards.nix has it.
std::size_t shard_of(std::string_view name, std::size_t count);

/// The packages of one shard of a plan, in its order. Paths of local tarballs are relative to
/// `root`. What is fetched is named by its id, so that the name depends on nothing else of the
/// lockfile, but for names that two packages of a shard would have.
std::vector<ShardPackage> shard_packages(const Plan& plan, std::size_t shard, std::size_t count,
                                         const std::string& root);

/// The packages as JSON, one a line.
std::string shard_lines(const std::vector<ShardPackage>& packages);

/// What `shard_lines` wrote. Throws Error for anything else.
std::vector<ShardPackage> read_shard_lines(std::string_view text);

}  // namespace cafs
