#pragma once
#include <string_view>

#include "cafs/io/directory.h"

namespace cafs {

/// The file that is a directory's lock.
inline constexpr std::string_view kLockName = ".cafs-lock";

/// Holds a directory's lock: of those who ask for it, one has it at a time, a thread as well as a
/// process. It is a file in the directory, with flock, that is there while somebody holds the lock,
/// and that only its maker may open: who may merely read the directory cannot keep others waiting.
/// On a file system without such locks it holds nothing.
class DirectoryLock {
 public:
  /// Waits. A lock of another user's that is there for ten seconds was left by a process that was
  /// killed: to hold one takes milliseconds. It is removed. `directory` must outlive this. Throws
  /// std::system_error where it may not be removed, and Interrupted when a signal comes.
  explicit DirectoryLock(const Directory& directory);
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock();

 private:
  bool take();
  void remove_left();

  const Directory& directory_;
  Fd file_;
};

/// Removes the lock of a directory where a killed process has left it.
void remove_abandoned_lock(const Directory& directory);

}  // namespace cafs
