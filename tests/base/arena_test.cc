#include "cafs/base/arena.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <thread>
#include <vector>

#include "cafs/base/pages.h"

using namespace cafs;

namespace {

const std::size_t kPage = page_size();

/// Takes memory, and touches all of it.
std::byte* touched(Arena& arena, std::size_t size, int value) {
  std::byte* const data = arena.take(size);
  REQUIRE(data != nullptr);
  std::memset(data, value, size);
  return data;
}

bool is_all(const std::byte* data, std::size_t size, int value) {
  return std::all_of(data, data + size, [&](std::byte b) { return b == std::byte(value); });
}

}  // namespace

TEST_CASE("what is taken lies where others were before, at the lowest place where it fits") {
  Arena arena(8 * kPage);
  std::byte* const first = touched(arena, 2 * kPage, 1);
  std::byte* const second = touched(arena, kPage, 2);
  arena.give(first, 2 * kPage);
  CHECK(arena.take(3 * kPage) == second + kPage);
  CHECK(arena.take(kPage) == first);
  CHECK(arena.take(kPage) == first + kPage);
}

TEST_CASE("neighbours that are given back one by one become one place") {
  Arena arena(4 * kPage);
  std::byte* const all = touched(arena, 4 * kPage, 1);
  arena.give(all + kPage, kPage);
  CHECK(arena.take(2 * kPage) == nullptr);
  arena.give(all + 2 * kPage, kPage);
  CHECK(arena.take(2 * kPage) == all + kPage);
}

TEST_CASE("what is in use is nobody else's") {
  Arena arena(4 * kPage);
  std::byte* const first = touched(arena, 2 * kPage, 1);
  std::byte* const second = touched(arena, 2 * kPage, 2);
  CHECK(arena.take(kPage) == nullptr);
  CHECK(is_all(first, 2 * kPage, 1));
  CHECK(is_all(second, 2 * kPage, 2));
}

TEST_CASE("what can never fit takes the memory of what is free, and nothing of what is in use") {
  Arena arena(4 * kPage);
  std::byte* const used = touched(arena, kPage, 1);
  std::byte* const free = touched(arena, 2 * kPage, 2);
  arena.give(free, 2 * kPage);
  CHECK(arena.take(5 * kPage) == nullptr);
  CHECK(is_all(used, kPage, 1));
  std::byte* const again = arena.take(2 * kPage);
  REQUIRE(again == free);
  CHECK(is_all(again, 2 * kPage, 0));
}

TEST_CASE("what only does not fit now leaves the memory of what is free") {
  Arena arena(4 * kPage);
  touched(arena, kPage, 1);
  std::byte* const free = touched(arena, 2 * kPage, 2);
  arena.give(free, 2 * kPage);
  CHECK(arena.take(4 * kPage) == nullptr);
  std::byte* const again = arena.take(2 * kPage);
  REQUIRE(again == free);
  CHECK(is_all(again, 2 * kPage, 2));
}

TEST_CASE("an arena that finds no address space has nothing to give") {
  Arena arena(std::size_t{1} << 60);
  CHECK(arena.take(kPage) == nullptr);
}

TEST_CASE("threads never get the same memory") {
  Arena arena(64 * kPage);
  const auto work = [&arena](int value) {
    for (int i = 0; i < 2000; ++i) {
      const std::size_t size = kPage * (1 + static_cast<std::size_t>(i % 5));
      std::byte* const data = arena.take(size);
      if (!data) continue;
      std::memset(data, value, size);
      CHECK(is_all(data, size, value));
      arena.give(data, size);
    }
  };
  std::vector<std::thread> threads;
  for (int value = 1; value <= 4; ++value) threads.emplace_back(work, value);
  for (std::thread& thread : threads) thread.join();
  CHECK(arena.take(64 * kPage) != nullptr);
}
