#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "cafs/base/system.h"

namespace cafs {

unsigned usable_cores() {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<unsigned>(CPU_COUNT(&set));
  return std::max(1u, std::thread::hardware_concurrency());
}

bool open_pipe(std::array<int, 2>& ends) {
  return ::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0;
}

// Touching 2.6 GB for the first time by pages of 4 KiB took a tenth of all time.
void expect_all_touched(std::byte* data, std::size_t size) {
  constexpr std::size_t kHugePage = 2 << 20;
  if (size >= kHugePage) ::madvise(data, size, MADV_HUGEPAGE);
}

void give_back(std::byte* data, std::size_t size) { ::madvise(data, size, MADV_DONTNEED); }

}  // namespace cafs
