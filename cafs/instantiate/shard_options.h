#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "cafs/derivation/derivation.h"

namespace cafs {

/// What the derivations of a shard have in common.
struct ShardOptions {
  std::string program;                  ///< the path of cafs, which builds them
  std::string system;                   ///< the system that cafs runs on
  std::vector<std::string> store_kind;  ///< the options for the versions of the store
  std::string shard = "0/1";            ///< which shard it is, of how many
  std::size_t lanes = 1;                ///< how many tarballs are fetched at a time
  bool prefer_local = true;             ///< whether no other machine is to build them
};

/// A derivation that runs cafs, and has neither arguments nor outputs yet.
Derivation cafs_derivation(const std::string& name, const ShardOptions& options,
                           const NixStore& store);

/// Adds the store path that a local tarball is or lies below to the inputs of the derivation.
/// Throws Error for a tarball elsewhere.
void need_tarball(Derivation& derivation, const std::string& tarball, const NixStore& store);

}  // namespace cafs
