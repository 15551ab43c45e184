#pragma once
#include <string>
#include <vector>

namespace cafs {

/// Makes a directory and what it lies in. What it made, and is still empty, is removed again when
/// this goes, unless it was kept.
class MadeDirectories {
 public:
  /// Throws std::system_error.
  explicit MadeDirectories(const std::string& path);
  MadeDirectories(const MadeDirectories&) = delete;
  MadeDirectories& operator=(const MadeDirectories&) = delete;
  ~MadeDirectories();

  void keep() { made_.clear(); }

 private:
  void remove();

  std::vector<std::string> made_;  // the innermost last
};

}  // namespace cafs
