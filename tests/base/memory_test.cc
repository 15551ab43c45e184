#include "cafs/base/memory.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>
#include <utility>

using namespace cafs;

namespace {

constexpr std::size_t kSmall = 1000;
constexpr std::size_t kMedium = std::size_t{4} << 20;
constexpr std::size_t kGiant = std::size_t{1} << 30;  // larger than any arena

bool is_all(const std::byte* data, std::size_t size, int value) {
  return std::all_of(data, data + size, [&](std::byte b) { return b == std::byte(value); });
}

}  // namespace

TEST_CASE("memory of every size can be touched from start to end") {
  for (const std::size_t size : {std::size_t{1}, kSmall, kMedium, kMedium + 1}) {
    const Memory memory(size);
    std::memset(memory.data(), 1, size);
    CHECK(is_all(memory.data(), size, 1));
  }
}

TEST_CASE("what is larger than the arena is memory all the same") {
  const Memory memory(kGiant);
  memory.data()[0] = std::byte{1};
  memory.data()[kGiant - 1] = std::byte{2};
  CHECK(memory.data()[0] == std::byte{1});
  CHECK(memory.data()[kGiant - 1] == std::byte{2});
}

TEST_CASE("the memory of a large buffer that ends is that of the next") {
  const std::byte* before = nullptr;
  {
    const Memory memory(kMedium);
    before = memory.data();
  }
  const Memory memory(kMedium);
  CHECK(memory.data() == before);
}

TEST_CASE("pages that were given back are used by others, and what is beside them is not") {
  Memory memory(kMedium);
  std::memset(memory.data(), 1, kMedium);
  memory.give_back(5, kMedium / 2);
  const Memory other(kMedium / 4);
  std::memset(other.data(), 2, kMedium / 4);
  const bool is_inside = memory.data() < other.data() && other.data() < memory.data() + kMedium;
  CHECK(is_inside);
  CHECK(is_all(memory.data(), 5, 1));
  CHECK(is_all(memory.data() + kMedium / 2 + 5, kMedium / 2 - 5, 1));
}

TEST_CASE("what was given back already is not given back at the end, when others have it") {
  std::optional<Memory> memory(std::in_place, kMedium);
  memory->give_back(0, kMedium / 2);
  const Memory other(kMedium / 2);
  std::memset(other.data(), 1, kMedium / 2);
  memory.reset();
  const Memory third(kMedium / 2);
  std::memset(third.data(), 2, kMedium / 2);
  CHECK(is_all(other.data(), kMedium / 2, 1));
}

TEST_CASE("what was mapped for one buffer can be given back by parts, too") {
  Memory memory(kGiant);
  memory.data()[0] = std::byte{1};
  memory.give_back(kMedium, kMedium);
  memory.give_back(kGiant - kMedium, kMedium);
  CHECK(memory.data()[0] == std::byte{1});
}

TEST_CASE("less than a page, and what is small, is not given back before the end") {
  for (const std::size_t size : {kSmall, kMedium}) {
    Memory memory(size);
    std::memset(memory.data(), 1, size);
    memory.give_back(1, kSmall - 1);
    CHECK(is_all(memory.data(), size, 1));
  }
}

TEST_CASE("memory that there is not is an error") {
  CHECK_THROWS_AS(Memory(std::size_t{1} << 60), std::bad_alloc);
}
