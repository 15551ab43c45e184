#include "cafs/io/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>

#include "cafs/io/fd.h"
#include "cafs/io/wait.h"

namespace cafs {

namespace {

const std::string kLock(kLockName);
const std::string kUse(kUseName);

constexpr int kOpened = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

Fd open_file(const Directory& directory, const std::string& name, int more) {
  return Fd(::openat(directory.fd(), name.c_str(), kOpened | more, 0600));
}

/// Whether the lock was free, or there are no locks.
bool try_lock(const Fd& file, int operation) {
  while (::flock(file.get(), operation | LOCK_NB) != 0) {
    if (errno != EINTR) return errno != EWOULDBLOCK;
  }
  return true;
}

/// Whether the file still has a name. Its last holder removes it, and the lock of a removed file
/// keeps nobody out.
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

/// Lets everybody who may write in the directory open the file, which was just made. If that fails,
/// others have no use.
void open_to_writers(const Directory& directory, const Fd& file) {
  struct stat status {};
  if (::fstat(directory.fd(), &status) != 0) return;
  const uid_t owner = ::geteuid() == 0 ? status.st_uid : static_cast<uid_t>(-1);
  const mode_t group = (status.st_mode & S_IWGRP) != 0 ? S_IRGRP | S_IWGRP : 0;
  const mode_t others = (status.st_mode & S_IWOTH) != 0 ? S_IROTH | S_IWOTH : 0;
  if (::fchown(file.get(), owner, status.st_gid) == 0) ::fchmod(file.get(), 0600 | group | others);
}

/// Whether the error means that this process can make no file there. Then it adds none either.
bool is_refusal(int error) {
  return error == EACCES || error == EPERM || error == EROFS || error == ENOSPC || error == EDQUOT;
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
  constexpr std::chrono::milliseconds kMade{20};  // its maker has opened it to others by then
  for (Attempts attempts; !take(use, attempts.waited() > kMade);) attempts.wait();
}

/// With O_CREAT, nobody may open a file of another user in a sticky directory.
bool DirectoryUse::open() {
  file_ = open_file(directory_, kUse, 0);
  if (file_) return true;
  if (errno != ENOENT) return false;
  file_ = open_file(directory_, kUse, O_CREAT | O_EXCL);
  if (file_) open_to_writers(directory_, file_);
  return static_cast<bool>(file_);
}

bool DirectoryUse::take(Use use, bool gives_up) {
  if (!open()) {
    const bool is_new = errno == EACCES && !gives_up;
    if (errno == EINTR || errno == EEXIST || is_new) return false;
    if (use == Use::shared && is_refusal(errno)) return true;
    throw_errno("open", directory_.path() + "/" + kUse);
  }
  if (use == Use::shared) return try_lock(file_, LOCK_SH) && has_name(file_);
  if (::flock(file_.get(), LOCK_EX | LOCK_NB) == 0) return has_name(file_);
  if (errno == EINTR || errno == EWOULDBLOCK) return false;
  throw_errno("lock", directory_.path() + "/" + kUse);
}

DirectoryUse::~DirectoryUse() {
  if (file_ && try_lock(file_, LOCK_EX) && has_name(file_)) remove(directory_, kUse);
}

}  // namespace cafs
