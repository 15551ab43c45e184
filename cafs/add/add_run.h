#pragma once
#include "cafs/add/request.h"
#include "cafs/base/parallel.h"
#include "cafs/base/progress.h"

namespace cafs {

/// What adding took, in seconds of all threads together: they work on different phases at once.
struct AddSeconds {
  double opening = 0;     ///< reading or mapping the tarballs
  double unpacking = 0;   ///< inflating, and the walk over the entries
  double hashing = 0;     ///< entries and tarballs, by SHA-512
  double placing = 0;     ///< content files
  double indexing = 0;    ///< package indexes
  double publishing = 0;  ///< renaming a store that appears at the end
  double waiting = 0;     ///< for another thread, or for memory

  void add(const AddSeconds& other) {
    opening += other.opening;
    unpacking += other.unpacking;
    hashing += other.hashing;
    placing += other.placing;
    indexing += other.indexing;
    publishing += other.publishing;
    waiting += other.waiting;
  }
};

/// What all additions of a run share.
struct AddRun {
  const AddOptions& options;
  Workers& workers;
  Progress& progress;  ///< told of each file, and of each tarball
  AddSeconds seconds{};
};

}  // namespace cafs
