#pragma once
#include <string>
#include <vector>

#include "cafs/derivation/derivation.h"
#include "cafs/instantiate/shard_options.h"
#include "cafs/instantiate/shard_package.h"

namespace cafs {

/// A package of a shard, and the future path of its tarball.
struct ShardTarball {
  const ShardPackage* package;
  std::string path;
};

/// The derivation of a shard, as nix/makeBatch.nix makes it. Without packages it makes an empty
/// store, which is another one for each shard. Throws Error for a local tarball outside of the Nix
/// store.
Derivation shard_derivation(const std::vector<ShardTarball>& tarballs,
                            const std::vector<FixedInput>& inputs, const ShardOptions& options,
                            const NixStore& store);

}  // namespace cafs
