#include "cafs/io/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "cafs/io/wait.h"

namespace cafs {

namespace {

const std::string kName(kLockName);

Fd open_lock(const Directory& directory, int more) {
  constexpr int kFlags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  return Fd(::openat(directory.fd(), kName.c_str(), kFlags | more, 0600));
}

/// Whether the lock was had at once, or there are no locks.
bool try_lock(const Fd& file) {
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR) return errno != EWOULDBLOCK;
  }
  return true;
}

/// Who had the lock before has removed its file, and with it what others were waiting for.
bool has_name(const Fd& file) {
  struct stat status {};
  return ::fstat(file.get(), &status) == 0 && status.st_nlink > 0;
}

/// The inode of the lock's file; 0 where there is none.
ino_t number_of(const Directory& directory) {
  struct stat status {};
  const bool there = ::fstatat(directory.fd(), kName.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  return there ? status.st_ino : 0;
}

void remove(const Directory& directory) { ::unlinkat(directory.fd(), kName.c_str(), 0); }

}  // namespace

DirectoryLock::DirectoryLock(const Directory& directory) : directory_(directory) {
  constexpr std::chrono::seconds kLeft{10};
  Attempts attempts;
  for (ino_t others = 0; !take();) {
    const ino_t now = file_ ? 0 : number_of(directory);
    if (now != others) attempts = {};
    if (now != 0 && attempts.waited() > kLeft) remove_left();
    others = now;
    attempts.wait();
  }
}

void DirectoryLock::remove_left() {
  if (::unlinkat(directory_.fd(), kName.c_str(), 0) == 0 || errno == ENOENT) return;
  throw_errno("unlink", directory_.path() + "/" + kName);
}

bool DirectoryLock::take() {
  file_ = open_lock(directory_, O_CREAT);
  if (file_) return try_lock(file_) && has_name(file_);
  const int error = errno;
  if (error == EINTR || (error == EACCES && directory_.exists(kName))) return false;
  errno = error;
  throw_errno("lock", directory_.path() + "/" + kName);
}

DirectoryLock::~DirectoryLock() { remove(directory_); }

void remove_abandoned_lock(const Directory& directory) {
  const Fd file = open_lock(directory, 0);
  if (file && try_lock(file) && has_name(file)) remove(directory);
}

}  // namespace cafs
