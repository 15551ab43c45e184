#include "cafs/io/file_reader.h"

#include <unistd.h>

#include <cerrno>

#include "cafs/error.h"
#include "cafs/io/interrupt.h"

namespace cafs {

// By offset: the descriptor may be a duplicate.
void FileReader::read(std::span<std::byte> part) {
  while (!part.empty()) {
    throw_if_interrupted();
    const auto offset = static_cast<off_t>(offset_);
    const ssize_t got = ::pread(fd_.get(), part.data(), part.size(), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("read", path_);
    if (got == 0) throw Error(path_ + ": is shorter than it was");
    offset_ += static_cast<std::uint64_t>(got);
    part = part.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace cafs
