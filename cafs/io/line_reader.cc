#include "cafs/io/line_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "cafs/io/fd.h"
#include "cafs/io/wait.h"

namespace cafs {

namespace {

constexpr std::size_t kLongestLine = 1 << 20;
constexpr std::size_t kStep = 1 << 16;

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
  // Of a line that is too long the start is kept and the rest passed over.
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

}  // namespace cafs
