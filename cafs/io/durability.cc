#include "cafs/io/durability.h"

#include <unistd.h>

#include <cerrno>

#include "cafs/io/interrupt.h"

namespace cafs {

// One call for thousands of files: an fsync of each would write the journal as often.
void sync_file_system(const Directory& directory) {
  throw_if_interrupted();
  while (::syncfs(directory.fd()) != 0) {
    if (errno != EINTR) throw_errno("syncfs", directory.path());
    throw_if_interrupted();
  }
}

}  // namespace cafs
