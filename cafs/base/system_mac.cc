#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "cafs/base/system.h"

namespace cafs {

unsigned usable_cores() { return std::max(1u, std::thread::hardware_concurrency()); }

// Nobody starts a program between the calls: cafs starts none.
bool open_pipe(std::array<int, 2>& ends) {
  if (::pipe(ends.data()) != 0) return false;
  return std::all_of(ends.begin(), ends.end(), [](int fd) {
    return ::fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && ::fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
  });
}

// Large pages are for the kernel to choose.
void expect_all_touched(std::byte* /*data*/, std::size_t /*size*/) {}

// On macOS, MADV_DONTNEED does not define what the pages hold afterwards. If the new mapping fails,
// the old pages stay, with their content.
void give_back(std::byte* data, std::size_t size) {
  constexpr int kAnew = MAP_PRIVATE | MAP_ANON | MAP_FIXED;
  ::mmap(data, size, PROT_READ | PROT_WRITE, kAnew, -1, 0);
}

}  // namespace cafs
