#include "cafs/io/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/fd.h"
#include "cafs/io/staging.h"
#include "cafs/io/wait.h"

namespace cafs {

namespace {

constexpr std::size_t kLongestLine = 1 << 20;
constexpr std::size_t kStep = 1 << 16;

/// Whether that is /dev/null, under whatever name.
bool is_null_device(const struct stat& status) {
  struct stat null {};
  return S_ISCHR(status.st_mode) && ::stat("/dev/null", &null) == 0 && S_ISCHR(null.st_mode) &&
         status.st_rdev == null.st_rdev;
}

/// Throws Error for a directory, and for input that may never end: of devices, only terminals and
/// /dev/null are sure to end.
void check_ends(const Fd& fd, const std::string& name) {
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw_errno("stat", name);
  if (S_ISDIR(status.st_mode)) throw Error(name + ": is a directory");
  const bool is_device = S_ISBLK(status.st_mode) || S_ISCHR(status.st_mode);
  if (is_device && ::isatty(fd.get()) == 0 && !is_null_device(status))
    throw Error(name + ": is a device");
}

/// The size of a regular file, up to 64 MiB; 0 for all else.
std::size_t size_of(const Fd& fd) {
  constexpr off_t kMost = 1 << 26;
  struct stat status {};
  const bool is_known = ::fstat(fd.get(), &status) == 0 && S_ISREG(status.st_mode);
  return is_known ? static_cast<std::size_t>(std::min(status.st_size, kMost)) : 0;
}

}  // namespace

bool LineReader::is_regular_file() const {
  struct stat status {};
  return ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode);
}

std::vector<std::string> LineReader::read_some(std::size_t most) {
  std::vector<std::string> lines;
  while (lines.size() < most) {
    if (take_line(lines)) continue;
    if (at_end_ || (!lines.empty() && !is_ready(fd_, Ready::to_read))) break;
    if (!fill()) at_end_ = true;
  }
  return lines;
}

/// Reads once. False at the end of input.
bool LineReader::fill() {
  buffer_.erase(0, std::exchange(start_, 0));
  // Of a line that is too long, the start is kept and the rest skipped.
  if (buffer_.size() > kLongestLine) buffer_.resize(kLongestLine);
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kStep);
  ssize_t got = -1;
  while (got < 0) {
    wait_until(fd_, Ready::to_read);
    got = ::read(fd_, buffer_.data() + before, kStep);
    if (got < 0 && errno != EINTR && errno != EAGAIN) throw_errno("read", name_);
  }
  buffer_.resize(before + static_cast<std::size_t>(got));
  return got > 0;
}

bool LineReader::take_line(std::vector<std::string>& lines) {
  const std::size_t newline = buffer_.find('\n', start_);
  const bool whole = newline != buffer_.npos;
  const std::size_t end = whole ? newline : buffer_.size();
  if (!whole && !(at_end_ && start_ < buffer_.size())) return false;
  lines.push_back(buffer_.substr(start_, std::min(end - start_, kLongestLine)));
  if (!lines.back().empty() && lines.back().back() == '\r') lines.back().pop_back();
  start_ = whole ? end + 1 : end;
  return true;
}

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

Fd open_input(const std::string& path) {
  if (path == "-" && standard_input_is_closed()) {
    errno = EBADF;
    throw_errno("open", input_name(path));
  }
  // O_NONBLOCK: to open a fifo must not wait for a writer. To read it does.
  Fd fd(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                    : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw_errno("open", input_name(path));
  check_ends(fd, input_name(path));
  return fd;
}

std::string read_text_file(const std::string& path) {
  const Fd fd = open_input(path);
  std::string text;
  text.reserve(size_of(fd) + 1);
  std::array<char, 1 << 16> buffer;
  for (;;) {
    throw_if_interrupted();
    wait_until(fd.get(), Ready::to_read);
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) throw_errno("read", input_name(path));
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

void write_text_file(const std::string& path, std::string_view text, Durability durability) {
  const boost::filesystem::path target(path);
  const std::string directory = target.parent_path().string();
  const Directory parent = Directory::open(directory.empty() ? "." : directory);
  const Staging staging(parent);
  const std::string name = target.filename().string();
  staging.directory().write_new(name, as_bytes(text), 0666);
  if (durability == Durability::synced) sync_file_system(parent);
  staging.directory().rename(name, parent, name);
  if (durability == Durability::synced) sync_file_system(parent);
}

}  // namespace cafs
