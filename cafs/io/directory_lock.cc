#include "cafs/io/directory_lock.h"

#include <sys/file.h>

#include <cerrno>

#include "cafs/io/interrupt.h"

namespace cafs {

DirectoryLock::DirectoryLock(const Directory& directory) : own_(directory.open_below(".")) {
  while (::flock(own_.fd(), LOCK_EX) != 0) {
    if (errno != EINTR) return;
    throw_if_interrupted();
  }
}

}  // namespace cafs
