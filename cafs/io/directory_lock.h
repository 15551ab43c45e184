#pragma once
#include <string_view>

#include "cafs/io/directory.h"

namespace cafs {

/// The names of a directory's lock file, and of the file that shows its use.
inline constexpr std::string_view kLockName = ".cafs-lock";
inline constexpr std::string_view kUseName = ".cafs-use";

/// Holds a directory's lock, which one thread of one process has at a time. The lock is a file in
/// the directory, locked with flock, which exists while somebody holds it. Only its maker may open
/// the file, so that users who may only read the directory cannot keep others waiting. On a file
/// system without such locks it holds nothing.
class DirectoryLock {
 public:
  /// Waits for the lock. A lock of another user that stays for ten seconds was left by a killed
  /// process, since locks are held for milliseconds; it is removed. `directory` must outlive this.
  /// Throws std::system_error if it may not be removed, and Interrupted when a signal comes.
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

/// How a directory is used while others may use it, too.
enum class Use {
  shared,     ///< those who add to it
  exclusive,  ///< whoever removes something from it that others may just have found
};

/// Uses a directory as long as this lives: any number may add at the same time, or one may remove.
/// The use is another file in the directory, locked with flock. It exists while somebody uses the
/// directory, or if a user was killed. Everybody who may write in the directory may open it.
/// Whoever wants both takes the use before the lock.
class DirectoryUse {
 public:
  /// Waits for an exclusive use to end; an exclusive one waits for all others. If the file cannot
  /// be made or opened (no permission to write, or a full disk), or there are no locks, a shared
  /// use does nothing, and an exclusive one throws. `directory` must outlive this. Throws
  /// std::system_error, and Interrupted when a signal comes.
  DirectoryUse(const Directory& directory, Use use);
  DirectoryUse(const DirectoryUse&) = delete;
  DirectoryUse& operator=(const DirectoryUse&) = delete;

  /// The last user removes the file.
  ~DirectoryUse();

 private:
  bool take(Use use, bool gives_up);
  bool open();

  const Directory& directory_;
  Fd file_;  // none where it cannot be opened
};

}  // namespace cafs
