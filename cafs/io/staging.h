#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "cafs/base/bytes.h"
#include "cafs/io/directory.h"
#include "cafs/io/file_reader.h"

namespace cafs {

/// A private directory inside `parent`, on its file system, for files that are not complete yet.
/// Only its owner may open it. Its name starts with `.cafs-staging-`; a lock shows that its owner
/// lives. The destructor removes it with all that is left in it; the next process removes what a
/// killed one left (`remove_abandoned`).
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

/// Removes from `parent` the staging directories whose owners are dead, and a `DirectoryLock` that
/// a dead process left. What it may not remove stays.
void remove_abandoned(const Directory& parent);

/// A complete file in a private directory, until it gets its final name.
class StagedFile {
 public:
  /// Creates the file `name`, which must be a new one, with this content and mode (less the umask).
  /// The directory must outlive this. Throws std::system_error, and Interrupted.
  StagedFile(const Directory& directory, std::string name, ByteView content, mode_t mode);

  /// Takes over the existing file `name` of that size.
  StagedFile(const Directory& directory, std::string name, std::uint64_t size)
      : directory_(&directory), name_(std::move(name)), size_(size) {}
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;

  /// Removes the file, unless it has got its name.
  ~StagedFile();

  const std::string& name() const { return name_; }

  /// In bytes.
  std::uint64_t size() const { return size_; }

  FileReader reader() const;

  /// Makes it the file `name` below `to`; one that is there is replaced. Throws std::system_error.
  void rename(const Directory& to, const std::string& name);

  /// The same, but returns false and changes nothing when something has that name.
  bool rename_new(const Directory& to, const std::string& name);

  /// Gives it a second name below `to`. False where the kernel refuses, or something has that name.
  bool link(const Directory& to, const std::string& name) const;

 private:
  const Directory* directory_;  // null once there is nothing to remove
  std::string name_;
  std::uint64_t size_;
};

}  // namespace cafs
