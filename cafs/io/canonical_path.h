#pragma once
#include <string>

namespace cafs {

/// Resolves paths of existing files to absolute ones without symbolic links, `.` and `..`.
/// Remembers the directory that it resolved last, so that each of thousands of neighbours costs one
/// system call.
class CanonicalPaths {
 public:
  /// Throws std::system_error, and Error for a symbolic link to nothing.
  std::string resolve(const std::string& path);

 private:
  std::string parent_;    // as it was given
  std::string resolved_;  // its canonical path
};

}  // namespace cafs
