#include "cafs/base/memory_pool.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <utility>

#include "cafs/base/bytes.h"

using namespace cafs;

namespace {

constexpr std::size_t kChunk = MemoryPool::kChunk;

/// Takes memory, and touches all of it.
std::byte* touched(MemoryPool& pool, std::size_t size, int value) {
  std::byte* const data = pool.take(size);
  REQUIRE(data != nullptr);
  std::memset(data, value, size);
  return data;
}

}  // namespace

TEST_CASE("what is given back is kept by whole chunks, and taken again") {
  MemoryPool pool(8 * kChunk);
  std::byte* const first = touched(pool, 3 * kChunk + 5, 'x');
  pool.give(first, 3 * kChunk + 5);
  CHECK(pool.kept() == 3 * kChunk);
  std::byte* const second = touched(pool, 2 * kChunk, 'y');
  pool.give(second, 2 * kChunk);
  CHECK(pool.kept() == 3 * kChunk);
}

#ifdef __linux__
TEST_CASE("chunks that are kept become a part of what is taken") {
  MemoryPool pool(8 * kChunk);
  std::byte* const first = touched(pool, 2 * kChunk, 'x');
  pool.give(first, 2 * kChunk);
  std::byte* const second = pool.take(4 * kChunk);
  CHECK(pool.kept() == 0);
  CHECK(second[0] == std::byte{'x'});
  CHECK(second[2 * kChunk - 1] == std::byte{'x'});
  CHECK(second[2 * kChunk] == std::byte{0});
  pool.give(second, 4 * kChunk);
}
#endif

TEST_CASE("no more is kept than the limit") {
  MemoryPool pool(2 * kChunk);
  std::byte* const data = touched(pool, 5 * kChunk, 'x');
  pool.give(data, kChunk);
  pool.give(data + kChunk, 4 * kChunk);
  CHECK(pool.kept() == 2 * kChunk);
}

#ifdef __linux__
TEST_CASE("no more is in use and kept than once was in use") {
  MemoryPool pool(8 * kChunk);
  std::byte* const large = touched(pool, 3 * kChunk, 'x');
  pool.give(large, 3 * kChunk);
  std::byte* const medium = touched(pool, 2 * kChunk, 'y');
  CHECK(pool.kept() == kChunk);
  pool.give(medium, 2 * kChunk);
}
#endif

TEST_CASE("what is less than a chunk is not kept") {
  MemoryPool pool(8 * kChunk);
  std::byte* const data = touched(pool, kChunk - 1, 'x');
  pool.give(data, kChunk - 1);
  CHECK(pool.kept() == 0);
}

TEST_CASE("a part is given back once, and the rest at the end") {
  const PooledMemory all(std::size_t{64} << 20);  // the pool keeps nothing now
  const std::size_t before = MemoryPool::shared().kept();
  {
    PooledMemory memory(5 * kChunk);
    memory.give_back(memory.data() + 1, 3 * kChunk);
    CHECK(MemoryPool::shared().kept() == before + 2 * kChunk);
    memory.give_back(memory.data() + 1, 3 * kChunk);
    CHECK(MemoryPool::shared().kept() == before + 2 * kChunk);
  }
  CHECK(MemoryPool::shared().kept() == before + 5 * kChunk);
}

TEST_CASE("memory of the pool that is moved is given back once") {
  PooledMemory one(2 * kChunk);
  const std::byte* const data = one.data();
  PooledMemory other(std::move(one));
  CHECK(other.data() == data);
  one = PooledMemory(kChunk);
  other = std::move(one);
  CHECK(other.data() != data);
}
