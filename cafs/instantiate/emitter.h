#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cafs/derivation/derivation.h"
#include "cafs/instantiate/shard_options.h"
#include "cafs/instantiate/shard_package.h"

namespace cafs {

/// The derivation whose outputs are derivations: one for each tarball that is fetched, `NAME.drv`,
/// and `shard.drv`, which adds all to a store. Of a lockfile it depends on these packages only.
/// Throws Error for a local tarball outside of the Nix store.
Derivation emitter_of(const std::vector<ShardPackage>& packages, const ShardOptions& options,
                      const NixStore& store);

/// The texts of the outputs of an emitter, by their names. `path_of` tells the path that Nix has an
/// output written to. The texts refer to each other by these paths, which Nix replaces by the final
/// ones. (The final paths are computed, too, because paths of fragments depend on them.) Throws
/// Error for an integrity that Nix does not fetch by, and for a local tarball outside of the Nix
/// store.
std::map<std::string, std::string> emitted(
    const std::vector<ShardPackage>& packages, const ShardOptions& options, const NixStore& store,
    const std::function<std::string(const std::string&)>& path_of);

}  // namespace cafs
