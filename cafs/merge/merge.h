#pragma once
#include <string>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/base/progress.h"
#include "cafs/index/store_version.h"
#include "cafs/io/directory.h"
#include "cafs/io/place.h"
#include "cafs/merge/plan.h"

namespace cafs {

struct MergeOptions {
  std::vector<StoreKind> kinds = {StoreKind()};  ///< to write, of versions that all fragments have
  Link link;
  bool all = false;  ///< also content files that no index names
  Durability durability = Durability::eventual;
  bool dry_run = false;  ///< read and check, but write nothing
};

/// Merges fragments into the store at `out`, which is made or added to. Every index is carried
/// over, without `checkedAt`, and every content file that one names, once; side effects of the same
/// package are united. The content of files is not hashed: `verify` does that.
///
/// With stores of several versions, each content file that they share counts for each of them.
///
/// A store that did not exist appears as a whole; in one that exists, content files come before the
/// indexes that name them. Several merges into one store may run at once.
///
/// Throws Error, naming fragment and file, for a fragment that is no store, is given twice, or lies
/// in `out` or around it, an index that cannot be read or contradicts another, a content file that
/// is missing, of another size than its index says, or unreadable (all that before anything is
/// written), and an index in the store that contradicts one of a fragment; std::system_error for
/// what the kernel refuses; Interrupted.
MergeReport merge(const std::string& out, const std::vector<std::string>& fragments,
                  const MergeOptions& options, Workers& workers, Progress& progress);

}  // namespace cafs
