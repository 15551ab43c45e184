#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "cafs/io/staged_file.h"

namespace cafs {

/// Complete files that wait for their names, and get them if somebody wants that. Any number of
/// threads may use one.
class HeldFiles {
 public:
  bool has(const std::string& path) const;
  bool empty() const;

  /// Keeps a file that is to be called `path`.
  void add(const std::string& path, StagedFile file);

  /// Says that the file that is to be called `path` is wanted, if there is one.
  void want(const std::string& path);

  /// Removes them.
  void drop();

  /// Gives the file that is to be called `path` a second name `name` below `to`. False where there
  /// is none, or the kernel refuses.
  bool link(const std::string& path, const Directory& to, const std::string& name) const;

  /// Calls `take` with each that is wanted, in no order, and keeps none, whatever that throws.
  void release(const std::function<void(const std::string& path, StagedFile file)>& take);

 private:
  struct Held {
    StagedFile file;
    bool wanted = false;
  };

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Held> files_;  // by path
};

}  // namespace cafs
