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

TEST_CASE("memory is moved with what it holds, or stays") {
  constexpr std::size_t kSize = 4 << 20;
  void* const mapped =
      ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(mapped != MAP_FAILED);
  auto* const data = static_cast<std::byte*>(mapped);
  constexpr std::size_t kHalf = kSize / 2;
  expect_all_touched(data, kSize);
  std::fill_n(data, kSize, std::byte{1});
  std::fill_n(data + kHalf, kHalf, std::byte{2});
  const bool moved = move_pages(data + kHalf, data, kHalf);
  CHECK(data[kHalf - 1] == std::byte(moved ? 2 : 1));
  ::munmap(data, moved ? kHalf : kSize);
}

TEST_CASE("memory that nobody has is not moved, and what is there can be used") {
  constexpr std::size_t kSize = 2 << 20;
  void* const mapped =
      ::mmap(nullptr, 2 * kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(mapped != MAP_FAILED);
  auto* const data = static_cast<std::byte*>(mapped);
  ::munmap(data + kSize, kSize);
  CHECK_FALSE(move_pages(data + kSize, data, kSize));
  std::fill_n(data, kSize, std::byte{1});
  CHECK(data[kSize - 1] == std::byte{1});
  ::munmap(data, kSize);
}
