#include "cafs/io/database_lock.h"

#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "cafs/io/interrupt.h"

namespace cafs {

namespace {

constexpr off_t kPendingByte = 0x40000000;  // a writer who waits has it: no new readers then
constexpr off_t kSharedFirst = kPendingByte + 2;
constexpr off_t kSharedSize = 510;

bool lock(const Fd& file, short type, off_t first, off_t size) {
  struct flock range {};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  range.l_start = first;
  range.l_len = size;
  return ::fcntl(file.get(), F_OFD_SETLK, &range) == 0;
}

}  // namespace

DatabaseLock::DatabaseLock(const Directory& directory, const std::string& name)
    : file_(::openat(directory.fd(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  constexpr std::chrono::milliseconds kInterval{5};
  constexpr int kAttempts = 2000;
  for (int i = 0; file_ && i < kAttempts; ++i) {
    const bool locked =
        lock(file_, F_RDLCK, kPendingByte, 1) && lock(file_, F_RDLCK, kSharedFirst, kSharedSize);
    const int error = errno;
    lock(file_, F_UNLCK, kPendingByte, 1);
    if (locked || (error != EAGAIN && error != EACCES)) return;
    throw_if_interrupted();
    std::this_thread::sleep_for(kInterval);
  }
}

}  // namespace cafs
