#pragma once
#include "cafs/io/directory.h"

namespace cafs {

/// Holds a directory's lock (flock): between processes that ask for it, one has it at a time. On a
/// file system without such locks it holds nothing.
class DirectoryLock {
 public:
  /// Waits. Throws std::system_error, and Interrupted when a signal comes while it waits.
  explicit DirectoryLock(const Directory& directory);

 private:
  Directory own_;  // a lock belongs to one opening of the directory
};

}  // namespace cafs
