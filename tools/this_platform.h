#pragma once
#include "cafs/lockfile/platform.h"

namespace cafs::tools {

/// What this program runs on, in Node's words. On Linux the C library is musl where the machine has
/// musl's loader and not glibc's, else glibc: the program itself may be linked with another one.
Platform this_platform();

}  // namespace cafs::tools
