#include "cafs/io/file_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/fd.h"

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

namespace {

std::string read_at(const Fd& fd, off_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  const ssize_t got = ::pread(fd.get(), bytes.data(), count, offset);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

}  // namespace

FileEnds file_ends(const std::string& path) {
  constexpr off_t kCount = 8;
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const auto count = static_cast<std::size_t>(std::min(kCount, status.st_size));
  return {.size = static_cast<std::uint64_t>(status.st_size),
          .first = read_at(fd, 0, count),
          .last = read_at(fd, status.st_size - static_cast<off_t>(count), count)};
}

std::optional<std::string> read_start(const Directory& directory, const std::string& name,
                                      std::size_t most) {
  const std::string path = directory.path() + "/" + name;
  Fd fd(::openat(directory.fd(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (!fd) throw_errno("open", path);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno("stat", path);
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  std::string start(std::min(most, static_cast<std::size_t>(status.st_size)), '\0');
  FileReader(std::move(fd), path).read(std::as_writable_bytes(std::span(start)));
  return start;
}

}  // namespace cafs
