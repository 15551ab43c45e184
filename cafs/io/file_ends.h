#pragma once
#include <cstdint>
#include <string>

namespace cafs {

/// How large a regular file is, and its first and last bytes: eight of each, or all that it has.
struct FileEnds {
  std::uint64_t size = 0;
  std::string first;
  std::string last;
};

/// Those of the file `path`; of what cannot be read, or is no regular file, a size of 0.
FileEnds file_ends(const std::string& path);

}  // namespace cafs
