#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cafs/base/bytes.h"
#include "cafs/io/fd.h"

namespace cafs {

/// What a directory tells of a file.
struct FileStatus {
  bool regular = false;
  std::uint64_t size = 0;  ///< in bytes
  mode_t mode = 0;         ///< permissions and special bits
};

/// An open directory, with operations on files below it. Names are relative to it. All functions
/// throw std::system_error, naming call and path, for what the kernel refuses. Those that open a
/// directory throw Error for a symbolic link to nothing.
class Directory {
 public:
  static Directory open(const std::string& path);

  /// The directory `name` below this one.
  Directory open_below(const std::string& name) const;

  /// The same, but not where `name` is a symbolic link.
  Directory open_own(const std::string& name) const;

  /// The directory at `path` below this one, if no part of the way is a symbolic link. Nothing if
  /// one is, if there is no such directory, or if the kernel cannot tell (before 5.6).
  std::optional<Directory> open_inside(const std::string& path) const;

  const std::string& path() const { return path_; }
  int fd() const { return fd_.get(); }

  /// Makes the directory `name`, with this mode less the umask. False when something has that name.
  /// Throws Error for what `refuse_bad_link` refuses.
  bool make(const std::string& name, mode_t mode = 0777) const;

  /// Throws Error when `name` is a symbolic link to nothing, or one that neither this user nor root
  /// made: what is written below would go where somebody else wants it.
  void refuse_bad_link(const std::string& name) const;

  /// What `name` is, symbolic links followed; nothing where there is none.
  std::optional<FileStatus> status(const std::string& name) const;

  /// Size in bytes of the regular file `name`, symbolic links followed; nothing where there is
  /// none.
  std::optional<std::uint64_t> file_size(const std::string& name) const;

  /// Whether anything has that name, even a symbolic link to nothing.
  bool exists(const std::string& name) const;

  /// The names in the directory `name` below this one, or in this one for ".", in order, without
  /// "." and "..". Empty where there is no such directory.
  std::vector<std::string> list(const std::string& name) const;

  /// The content of the regular file `name`, symbolic links followed, with capacity for `room` more
  /// bytes; nothing where there is none. Throws Error for what is no regular file, which may have
  /// no end, and for more than 1 GiB.
  std::optional<std::string> read(const std::string& name, std::size_t room = 0) const;

  /// Creates the file `name` with this content and mode (less the umask). False when something has
  /// that name. When writing fails or the run is interrupted the file is removed again.
  bool write_new(const std::string& name, ByteView content, mode_t mode) const;

  /// Renames `name` to `new_name` below `to`; an existing file there is replaced.
  void rename(const std::string& name, const Directory& to, const std::string& new_name) const;

  /// The same, but false when something has the new name, even an empty directory: somebody may
  /// just have made that and opened it. (If a file system does not know the call, this looks first
  /// and then renames.)
  bool rename_new(const std::string& name, const Directory& to, const std::string& new_name) const;

 private:
  Directory(Fd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  std::string full(const std::string& name) const { return path_ + "/" + name; }

  Fd fd_;
  std::string path_;
};

/// Whether what is written survives a loss of power.
enum class Durability {
  eventual,  ///< once the kernel has written it, within half a minute or so
  synced,    ///< as soon as it is visible under its final name
};

/// Returns when all that was written to the file system of `directory` is on its disk. Throws
/// std::system_error, also for what the kernel failed to write since the directory was opened.
void sync_file_system(const Directory& directory);

/// Makes a directory and its missing parents. The destructor removes those of them that are still
/// empty, unless they were kept.
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
