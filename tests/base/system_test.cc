#include "cafs/base/system.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

using namespace cafs;

TEST_CASE("there is a processor to run on") { CHECK(usable_cores() >= 1); }

TEST_CASE("a pipe has two ends, which no child inherits and nobody waits at") {
  std::array<int, 2> ends{-1, -1};
  REQUIRE(open_pipe(ends));
  for (const int end : ends) {
    CHECK((::fcntl(end, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK((::fcntl(end, F_GETFL) & O_NONBLOCK) != 0);
  }
  char byte = 'x';
  CHECK(::read(ends[0], &byte, 1) < 0);
  CHECK(errno == EAGAIN);
  CHECK(::write(ends[1], &byte, 1) == 1);
  CHECK(::read(ends[0], &byte, 1) == 1);
  for (const int end : ends) ::close(end);
}

TEST_CASE("memory that was given back is zeros, and can be used again") {
  constexpr std::size_t kSize = 4 << 20;
  void* const mapped =
      ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(mapped != MAP_FAILED);
  auto* const data = static_cast<std::byte*>(mapped);
  expect_all_touched(data, kSize);
  std::fill_n(data, kSize, std::byte{1});
  give_back(data, kSize);
  CHECK(std::all_of(data, data + kSize, [](std::byte b) { return b == std::byte{0}; }));
  std::fill_n(data, kSize, std::byte{2});
  CHECK(data[kSize - 1] == std::byte{2});
  ::munmap(mapped, kSize);
}
