#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "cafs/io/directory.h"
#include "cafs/io/fd.h"

namespace cafs {

/// Reads a file from its start to its end.
class FileReader {
 public:
  /// `path` is the file's name in errors.
  FileReader(Fd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  /// Fills `part` with the next bytes. Throws std::system_error for what the kernel refuses, Error
  /// for a file that ends before, and Interrupted.
  void read(std::span<std::byte> part);

 private:
  Fd fd_;
  std::string path_;
  std::uint64_t offset_ = 0;
};

/// How large a regular file is, and its first and last bytes: eight of each, or all that it has.
struct FileEnds {
  std::uint64_t size = 0;
  std::string first;
  std::string last;
};

/// The ends of the file `path`; a size of 0 if it cannot be opened, or is no regular file.
FileEnds file_ends(const std::string& path);

/// The first `most` bytes of the file `name` below `directory`, or all that it has; nothing where
/// there is no regular file. Throws std::system_error.
std::optional<std::string> read_start(const Directory& directory, const std::string& name,
                                      std::size_t most);

}  // namespace cafs
