#pragma once
#include <optional>
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// A private directory inside `parent`, on its file system, for what is not complete yet: only its
/// owner may open it. Its name starts with `.cafs-staging-`; a lock tells that its owner lives.
/// Removed with all that is left in it when this goes; what a killed process left is removed by the
/// next one
/// (`remove_abandoned`).
class Staging {
 public:
  /// `parent` must outlive this.
  explicit Staging(const Directory& parent);
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging();

  const Directory& directory() const { return *directory_; }
  const std::string& name() const { return name_; }

  /// Gives the directory itself, with all that is in it, the name `name` in the same parent, and
  /// this mode. False when something has that name. Throws std::system_error.
  bool rename(const std::string& name, mode_t mode);

 private:
  const Directory& parent_;
  std::string name_;  // empty once it has another
  std::optional<Directory> directory_;
};

/// Removes the staging directories in `parent` whose owners are dead, and such a one's lock of it
/// (`DirectoryLock`). What it may not remove stays.
void remove_abandoned(const Directory& parent);

}  // namespace cafs
