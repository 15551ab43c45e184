#pragma once
#include "cafs/io/directory.h"

namespace cafs {

/// Whether what is written survives a loss of power.
enum class Durability {
  eventual,  ///< once the kernel has written it, within half a minute or so
  synced,    ///< from when it is seen under its final name
};

/// Returns when all that was written to the file system of `directory` is on its disk. Throws
/// std::system_error, also for what the kernel failed to write since the directory was opened.
void sync_file_system(const Directory& directory);

}  // namespace cafs
