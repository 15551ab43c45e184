// Preloaded into a dynamically linked `cafs`: makes one of its system calls or allocations fail, as
// the environment says. The calls of all threads are counted, from main() on.
//
//   CAFS_FAULT=KIND            ENOSPC, EIO, EINTR, EMFILE, ENOMEM, short, SIGBUS, EXDEV, SIGKILL or
//                              hang
//   CAFS_FAULT_AT=N            the N-th call that can end so does; 0: none
//   CAFS_FAULT_FROM_THEN_ON=1  and all that follow
//   CAFS_FAULT_STATE=FILE      64 bytes: the number of such calls, that of those that failed, and
//                              the name of the first
//   CAFS_RIVAL=DIRECTORY       before the process makes a store by renaming its own directory, this
//                              one gets that name, as if another process had just made the same
//                              store
//
// strace's injection counts by thread, knows no short reads and no allocations, and takes four
// times as long.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "tests/faults/shim/fault.h"

using namespace faults;

namespace {

mode_t mode_of(int flags, va_list arguments) {
  return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
}

int open_at(int directory, const char* path, int flags, mode_t mode) {
  if (fails("open", (flags & O_CREAT) != 0 ? kOpens | kSpace : kOpens)) return -1;
  return static_cast<int>(::syscall(SYS_openat, directory, path, flags, mode));
}

int stat_at(int directory, const char* path, struct stat* status, int flags) {
  if (fails("stat", kAny)) return -1;
  return static_cast<int>(::syscall(SYS_newfstatat, directory, path, status, flags));
}

/// Half of the size for a call that is to be short, but never nothing.
std::size_t some_of(const char* name, std::size_t size) {
  return size > 1 && fails(name, kShort) ? size / 2 : size;
}

/// Renames the rival to the name, once a process. Does nothing if the rival is gone, or if the name
/// is taken.
void let_rival_win(int to, const char* name) {
  static const char* const rival = std::getenv("CAFS_RIVAL");
  static std::atomic<bool> done{false};
  if (!rival || done.exchange(true)) return;
  ::syscall(SYS_renameat2, AT_FDCWD, rival, to, name, RENAME_NOREPLACE);
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int directory, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(directory, path, flags, mode);
}

int fcntl(int fd, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  const long argument = va_arg(arguments, long);
  va_end(arguments);
  if (fails("fcntl", kAny | kDescriptors)) return -1;
  return static_cast<int>(::syscall(SYS_fcntl, fd, command, argument));
}

// The descriptor is closed even if the call fails.
int close(int fd) {
  const bool failed = fails("close", kWrites);
  const long result = ::syscall(SYS_close, fd);
  return failed ? -1 : static_cast<int>(result);
}

ssize_t read(int fd, void* data, std::size_t size) {
  if (fails("read", kWaits)) return -1;
  return ::syscall(SYS_read, fd, data, some_of("read", size));
}

ssize_t pread(int fd, void* data, std::size_t size, off_t offset) {
  if (fails("pread", kWaits)) return -1;
  return ::syscall(SYS_pread64, fd, data, some_of("pread", size), offset);
}

ssize_t pwrite(int fd, const void* data, std::size_t size, off_t offset) {
  if (fails("pwrite", kWrites)) return -1;
  return ::syscall(SYS_pwrite64, fd, data, some_of("pwrite", size), offset);
}

int ftruncate(int fd, off_t size) {
  if (fails("ftruncate", kWrites)) return -1;
  return static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}

// Writes to stderr never fail.
ssize_t write(int fd, const void* data, std::size_t size) {
  if (fd != STDERR_FILENO && fails("write", kWrites)) return -1;
  return ::syscall(SYS_write, fd, data, some_of("write", size));
}

ssize_t copy_file_range(int from, off64_t* from_at, int to, off64_t* to_at, std::size_t size,
                        unsigned flags) {
  if (fails("copy_file_range", kWrites)) return -1;
  const std::size_t some = some_of("copy_file_range", size);
  return ::syscall(SYS_copy_file_range, from, from_at, to, to_at, some, flags);
}

int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  const long argument = va_arg(arguments, long);
  va_end(arguments);
  if (fails("ioctl", kWrites)) return -1;
  return static_cast<int>(::syscall(SYS_ioctl, fd, request, argument));
}

int stat(const char* path, struct stat* status) { return stat_at(AT_FDCWD, path, status, 0); }

int lstat(const char* path, struct stat* status) {
  return stat_at(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}

int fstat(int fd, struct stat* status) { return stat_at(fd, "", status, AT_EMPTY_PATH); }

int fstatat(int directory, const char* path, struct stat* status, int flags) {
  return stat_at(directory, path, status, flags);
}

// Where all sizes are 64 bits wide these are the same.
int open64(const char* path, int flags, ...) __attribute__((alias("open")));
int fcntl64(int fd, int command, ...) __attribute__((alias("fcntl")));
ssize_t pread64(int fd, void* data, std::size_t size, off64_t at) __attribute__((alias("pread")));
ssize_t pwrite64(int fd, const void* data, std::size_t size, off64_t at)
    __attribute__((alias("pwrite")));
int ftruncate64(int fd, off64_t size) __attribute__((alias("ftruncate")));
int stat64(const char* path, struct stat64* status) {
  return stat_at(AT_FDCWD, path, reinterpret_cast<struct stat*>(status), 0);
}

int lstat64(const char* path, struct stat64* status) {
  return stat_at(AT_FDCWD, path, reinterpret_cast<struct stat*>(status), AT_SYMLINK_NOFOLLOW);
}

int fstat64(int fd, struct stat64* status) {
  return stat_at(fd, "", reinterpret_cast<struct stat*>(status), AT_EMPTY_PATH);
}

char* getcwd(char* path, std::size_t size) {
  if (fails("getcwd", kAny)) return nullptr;
  return ::syscall(SYS_getcwd, path, size) < 0 ? nullptr : path;
}

DIR* opendir(const char* path) {
  if (fails("opendir", kOpens)) return nullptr;
  static const auto real = reinterpret_cast<decltype(&opendir)>(::dlsym(RTLD_NEXT, "opendir"));
  return real(path);
}

dirent64* readdir64(DIR* directory) {
  if (fails("readdir", kAny)) return nullptr;
  static const auto real = reinterpret_cast<decltype(&readdir64)>(::dlsym(RTLD_NEXT, "readdir64"));
  return real(directory);
}

int faccessat(int directory, const char* path, int mode, int flags) {
  if (fails("access", kAny)) return -1;
  return static_cast<int>(::syscall(SYS_faccessat2, directory, path, mode, flags));
}

int access(const char* path, int mode) { return faccessat(AT_FDCWD, path, mode, 0); }

ssize_t getdents64(int fd, void* entries, std::size_t size) {
  if (fails("getdents64", kAny)) return -1;
  return ::syscall(SYS_getdents64, fd, entries, size);
}

int mkdirat(int directory, const char* path, mode_t mode) {
  if (fails("mkdir", kMakes)) return -1;
  return static_cast<int>(::syscall(SYS_mkdirat, directory, path, mode));
}

int mkdir(const char* path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int linkat(int from, const char* path, int to, const char* name, int flags) {
  if (fails("link", kMakes | kLinks)) return -1;
  return static_cast<int>(::syscall(SYS_linkat, from, path, to, name, flags));
}

int symlinkat(const char* target, int to, const char* name) {
  if (fails("symlink", kMakes)) return -1;
  return static_cast<int>(::syscall(SYS_symlinkat, target, to, name));
}

int renameat2(int from, const char* path, int to, const char* name, unsigned flags) {
  if ((flags & RENAME_NOREPLACE) != 0) let_rival_win(to, name);
  if (fails("rename", kMakes)) return -1;
  return static_cast<int>(::syscall(SYS_renameat2, from, path, to, name, flags));
}

int renameat(int from, const char* path, int to, const char* name) {
  return renameat2(from, path, to, name, 0);
}

int unlinkat(int directory, const char* path, int flags) {
  if (fails("unlink", kAny)) return -1;
  return static_cast<int>(::syscall(SYS_unlinkat, directory, path, flags));
}

int rmdir(const char* path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int unlink(const char* path) { return unlinkat(AT_FDCWD, path, 0); }

int flock(int fd, int operation) {
  if (fails("flock", kWaits)) return -1;
  return static_cast<int>(::syscall(SYS_flock, fd, operation));
}

int poll(pollfd* fds, nfds_t count, int milliseconds) {
  if (fails("poll", kWaits | kMemory)) return -1;
  const timespec wait{milliseconds / 1000, milliseconds % 1000 * 1000000L};
  return static_cast<int>(
      ::syscall(SYS_ppoll, fds, count, milliseconds < 0 ? nullptr : &wait, nullptr, 0));
}

int fsync(int fd) {
  if (fails("fsync", kWrites)) return -1;
  return static_cast<int>(::syscall(SYS_fsync, fd));
}

int fdatasync(int fd) {
  if (fails("fdatasync", kWrites)) return -1;
  return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

int syncfs(int fd) {
  if (fails("syncfs", kWrites)) return -1;
  return static_cast<int>(::syscall(SYS_syncfs, fd));
}

}  // extern "C"
