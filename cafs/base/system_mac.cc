#include <fcntl.h>
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

bool move_pages(std::byte* /*from*/, std::byte* /*to*/, std::size_t /*size*/) { return false; }

}  // namespace cafs
