#pragma once
#include <string>
#include <vector>

#include "cafs/merge/merge.h"

namespace cafs {

/// Merges fragments as `merge` does, but into `OUT/pnpm-store.tar.zst`, streamed: what nixpkgs'
/// pnpmConfigHook unpacks, with `index.db.sql` for the database of a store with rows. The same
/// bytes for the same packages, whatever the order of fragments and the number of threads: members
/// in the order of their paths, owner and group 0, mode 0444, 0555 for executables and directories,
/// the time SOURCE_DATE_EPOCH, or else 1. The file appears under its name when it is complete.
///
/// Of `options.kinds` the first counts. Throws as `merge` does, and Error where SOURCE_DATE_EPOCH
/// is no number.
MergeReport pack(const std::string& out, const std::vector<std::string>& fragments,
                 const MergeOptions& options, Workers& workers, Progress& progress);

}  // namespace cafs
