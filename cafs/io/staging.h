#pragma once
#include <optional>
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// A private directory inside `parent`, on its file system, for files that are not complete yet.
/// Its name starts with `.cafs-staging-`; a lock tells that its owner lives. Removed with all that
/// is left in it when this goes; what a killed process left is removed by the next one
/// (`remove_abandoned`).
class Staging {
 public:
  /// `parent` must outlive this.
  explicit Staging(const Directory& parent);
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging();

  const Directory& directory() const { return *directory_; }

 private:
  const Directory& parent_;
  std::string name_;
  std::optional<Directory> directory_;
};

/// Removes the staging directories in `parent` whose owners are dead. What it may not remove stays.
void remove_abandoned(const Directory& parent);

}  // namespace cafs
