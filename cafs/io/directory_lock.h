#pragma once
#include <string_view>

#include "cafs/io/directory.h"

namespace cafs {

/// The file that is a directory's lock, and the one that tells of its use.
inline constexpr std::string_view kLockName = ".cafs-lock";
inline constexpr std::string_view kUseName = ".cafs-use";

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

/// Who uses a directory at the same time.
enum class Use {
  shared,     ///< those who add to it
  exclusive,  ///< whoever removes something from it that others may just have found
};

/// Uses a directory, as long as this lives: any number of those who add, or one who removes. That
/// is another file in it, with flock, that is there while somebody uses the directory, or was
/// killed; those may open it who may write in the directory. Whoever wants both takes the use
/// before the lock.
class DirectoryUse {
 public:
  /// Waits for an exclusive use to end; an exclusive one waits for all others. Where the file
  /// cannot be made or opened (somebody may not write there, or nothing more fits on the disk), or
  /// there are no locks, a shared use is none, and an exclusive one throws. `directory` must
  /// outlive this. Throws std::system_error, and Interrupted when a signal comes.
  DirectoryUse(const Directory& directory, Use use);
  DirectoryUse(const DirectoryUse&) = delete;
  DirectoryUse& operator=(const DirectoryUse&) = delete;

  /// The last that leaves removes the file.
  ~DirectoryUse();

 private:
  bool take(Use use, bool gives_up);
  bool open();

  const Directory& directory_;
  Fd file_;  // none where it cannot be opened
};

}  // namespace cafs
