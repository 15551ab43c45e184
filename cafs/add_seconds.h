#pragma once

namespace cafs {

/// How long each phase of adding took, in seconds of wall time, over all groups: no phase of a
/// group begins before the one ahead of it is done.
struct AddSeconds {
  double opening = 0;     ///< reading or mapping the tarballs
  double checking = 0;    ///< their integrities
  double unpacking = 0;   ///< inflating, and the walk over the entries
  double hashing = 0;     ///< the contents of the entries
  double placing = 0;     ///< content files
  double indexing = 0;    ///< package indexes
  double publishing = 0;  ///< renaming a store that appears at the end
};

}  // namespace cafs
