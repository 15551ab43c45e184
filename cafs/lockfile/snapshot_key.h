#pragma once
#include <string>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// The key of the snapshot that a dependency is resolved to, unless it is a link: `ALIAS@1.0.0`, or
/// the version itself if that names a package, as `real@1.0.0` does, but `1.0.0(peer@1.0.0)` and
/// `file:a@b.tgz` do not (pnpm's refToRelative).
std::string snapshot_key(const Dependency& dependency);

/// The index of the snapshot that a dependency, which is no link, is resolved to. Throws Error if
/// there is none.
std::uint32_t snapshot_index(const Dependency& dependency);

/// The snapshot itself. Throws as snapshot_index does.
const Snapshot& snapshot_of(const Lockfile& lockfile, const Dependency& dependency);

/// Finds the snapshots of all dependencies, once for all later walks through them.
void resolve_snapshots(Lockfile& lockfile);

}  // namespace cafs
