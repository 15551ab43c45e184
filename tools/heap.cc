#include "tools/heap.h"

#include <cstdlib>  // tells which C library it is

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace cafs::tools {

void prepare_heap() {
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, 4 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 8 << 20);
  ::mallopt(M_TOP_PAD, 1 << 20);  // the heap grows by this much at a time
#endif
}

}  // namespace cafs::tools
