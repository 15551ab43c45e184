#include "cafs/io/fd.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "cafs/base/interrupt.h"
#include "cafs/io/system.h"

namespace cafs {

namespace {

// Signals are noticed between two writes of this size; a file of some megabytes takes one call.
constexpr std::size_t kMostAtOnce = 8 << 20;

}  // namespace

void write_all(const Fd& fd, ByteView content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t put = ::write(fd.get(), content.data(), std::min(content.size(), kMostAtOnce));
    if (put < 0 && errno != EINTR) throw_errno("write", path);
    if (put > 0) content = content.subspan(static_cast<std::size_t>(put));
    if (!content.empty()) throw_if_interrupted();
  }
}

void throw_errno(const char* call, const std::string& path) {
  const int error = errno;
  if (error == EINTR) throw_if_interrupted();
  throw std::system_error(error, std::generic_category(), std::string(call) + " " + path);
}

void keep_closed_standard_descriptors() {
  int opened = 0;
  while (opened >= 0 && opened <= STDERR_FILENO) opened = open_as_closed();
  if (opened >= 0) ::close(opened);
}

bool standard_input_is_closed() { return is_as_closed(STDIN_FILENO); }

}  // namespace cafs
