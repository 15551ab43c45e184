#pragma once
#include <mutex>
#include <string>
#include <unordered_map>

#include "cafs/io/staged_file.h"

namespace cafs {

/// Complete files that wait for their names, until what they hold is on the disk. Any number of
/// threads may use one.
class HeldFiles {
 public:
  bool has(const std::string& path) const;
  bool empty() const;

  /// Keeps a file that is to be called `path`.
  void add(const std::string& path, StagedFile file);

  /// Removes them.
  void drop();

  /// Gives all their names below `to`. Throws std::system_error; those that have none then go.
  void release(const Directory& to);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, StagedFile> files_;
};

}  // namespace cafs
