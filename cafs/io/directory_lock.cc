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

const std::string kLock(kLockName);
const std::string kUse(kUseName);

Fd open_file(const Directory& directory, const std::string& name, int more) {
  constexpr int kFlags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  return Fd(::openat(directory.fd(), name.c_str(), kFlags | more, 0600));
}

/// Whether the lock was had at once, or there are no locks.
bool try_lock(const Fd& file, int operation) {
  while (::flock(file.get(), operation | LOCK_NB) != 0) {
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
  const bool there = ::fstatat(directory.fd(), kLock.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  return there ? status.st_ino : 0;
}

void remove(const Directory& directory, const std::string& name) {
  ::unlinkat(directory.fd(), name.c_str(), 0);
}

/// Lets those open the file, which this user may have made, who may write in the directory.
void open_to_writers(const Directory& directory, const Fd& file) {
  struct stat status {};
  if (::fstat(directory.fd(), &status) != 0) return;
  const mode_t group = (status.st_mode & S_IWGRP) != 0 ? S_IRGRP | S_IWGRP : 0;
  const mode_t others = (status.st_mode & S_IWOTH) != 0 ? S_IROTH | S_IWOTH : 0;
  // Not where it is another user's: that one has done it.
  if ((group | others) != 0) ::fchmod(file.get(), 0600 | group | others);
}

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
  if (::unlinkat(directory_.fd(), kLock.c_str(), 0) == 0 || errno == ENOENT) return;
  throw_errno("unlink", directory_.path() + "/" + kLock);
}

bool DirectoryLock::take() {
  file_ = open_file(directory_, kLock, O_CREAT);
  if (file_) return try_lock(file_, LOCK_EX) && has_name(file_);
  const int error = errno;
  if (error == EINTR || (error == EACCES && directory_.exists(kLock))) return false;
  errno = error;
  throw_errno("lock", directory_.path() + "/" + kLock);
}

DirectoryLock::~DirectoryLock() { remove(directory_, kLock); }

void remove_abandoned_lock(const Directory& directory) {
  const Fd file = open_file(directory, kLock, 0);
  if (file && try_lock(file, LOCK_EX) && has_name(file)) remove(directory, kLock);
}

DirectoryUse::DirectoryUse(const Directory& directory, Use use) : directory_(directory) {
  for (Attempts attempts; !take(use);) attempts.wait();
}

bool DirectoryUse::take(Use use) {
  file_ = open_file(directory_, kUse, O_CREAT);
  if (!file_) {
    if (errno == EINTR) return false;
    const bool not_ours = errno == EACCES || errno == EPERM || errno == EROFS;
    if (not_ours && use == Use::shared) return true;
    throw_errno("open", directory_.path() + "/" + kUse);
  }
  open_to_writers(directory_, file_);
  return try_lock(file_, use == Use::shared ? LOCK_SH : LOCK_EX) && has_name(file_);
}

DirectoryUse::~DirectoryUse() {
  if (file_ && try_lock(file_, LOCK_EX) && has_name(file_)) remove(directory_, kUse);
}

}  // namespace cafs
