#include "cafs/io/promised_size.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "cafs/io/fd.h"

namespace cafs {

namespace {

constexpr std::uint64_t kBestRatio = 1032;  // of deflate

}  // namespace

PromisedSize promised_size(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  std::array<unsigned char, 4> last{};
  if (::pread(fd.get(), last.data(), last.size(), status.st_size - 4) != 4) return {size, size};
  const std::uint64_t promised = last[0] | std::uint64_t{last[1]} << 8 |
                                 std::uint64_t{last[2]} << 16 | std::uint64_t{last[3]} << 24;
  return {size, promised > kBestRatio * size ? size : std::max(size, promised)};
}

}  // namespace cafs
