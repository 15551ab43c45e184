#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>

#include "cafs/bytes.h"
#include "cafs/io/directory.h"
#include "cafs/io/file_reader.h"

namespace cafs {

/// A complete file in a private directory, until it gets its final name.
class StagedFile {
 public:
  /// Creates the file `name`, which must be a new one, with this content and mode (less the umask).
  /// The directory must outlive this. Throws std::system_error, and Interrupted.
  StagedFile(const Directory& directory, std::string name, ByteView content, mode_t mode);

  /// Takes the file `name` of that size, which is there.
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

  /// The same, but false, and it stays what it was, when something has that name.
  bool rename_new(const Directory& to, const std::string& name);

  /// Gives it a second name below `to`. False where the kernel refuses, or something has that name.
  bool link(const Directory& to, const std::string& name) const;

 private:
  const Directory* directory_;  // null once there is nothing to remove
  std::string name_;
  std::uint64_t size_;
};

}  // namespace cafs
