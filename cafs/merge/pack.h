#pragma once
#include <string>
#include <vector>

#include "cafs/merge/merge.h"

namespace cafs {

/// Merges fragments as `merge` does, but into `OUT/pnpm-store.tar.zst`, streamed. nixpkgs'
/// pnpmConfigHook unpacks that file. A store with rows has `index.db.sql` in place of the database.
/// The same packages give the same bytes, whatever the order of fragments and the number of
/// threads. Members are in the order of their paths, with owner and group 0, mode 0444, or 0555 for
/// executables and directories, and the time SOURCE_DATE_EPOCH, or else 1. The file appears under
/// its name when it is complete.
///
/// Of `options.kinds` the first counts. Throws as `merge` does, and Error where SOURCE_DATE_EPOCH
/// is no number.
MergeReport pack(const std::string& out, const std::vector<std::string>& fragments,
                 const MergeOptions& options, Workers& workers, Progress& progress);

}  // namespace cafs
