#pragma once

namespace cafs {

/// What adding took, in seconds of all threads together: they work on different phases at once.
struct AddSeconds {
  double opening = 0;     ///< reading or mapping the tarballs
  double unpacking = 0;   ///< inflating, and the walk over the entries
  double hashing = 0;     ///< the contents of the entries, and the other tarballs
  double placing = 0;     ///< content files
  double indexing = 0;    ///< package indexes
  double publishing = 0;  ///< renaming a store that appears at the end
  double waiting = 0;     ///< for another thread, or for memory

  void add(const AddSeconds& other);
};

}  // namespace cafs
