#include "cafs/hash_pool.h"

#include <doctest/doctest.h>

#include <string>

using namespace cafs;

namespace {

// No byte of these messages is read.
Message message(std::size_t size, std::uint64_t number = 0) {
  static const std::byte kByte{};
  return {ByteView(&kByte, size), number};
}

std::vector<std::size_t> sizes(const std::vector<Message>& messages) {
  std::vector<std::size_t> sizes;
  for (const Message& one : messages) sizes.push_back(one.bytes.size());
  return sizes;
}

using Sizes = std::vector<std::size_t>;

}  // namespace

TEST_CASE("messages come out longest first") {
  HashPool pool(true);
  for (const std::size_t size : {3u, 0u, 9u, 5u}) pool.add(message(size, 10 * size));
  for (const std::size_t size : {9u, 5u, 3u, 0u}) {
    const Message longest = pool.take_longest();
    CHECK(longest.bytes.size() == size);
    CHECK(longest.number == 10 * size);
  }
  CHECK(pool.empty());
}

TEST_CASE("a share is every nth message, and the rest stays") {
  HashPool pool(true);
  for (std::size_t size = 1; size <= 7; ++size) pool.add(message(size));
  CHECK(sizes(pool.take_share(2)) == Sizes{7, 5, 3, 1});
  CHECK(sizes(pool.take_share(3)) == Sizes{6});
  CHECK(sizes(pool.take_share(1)) == Sizes{4, 2});
  CHECK(pool.empty());
}

TEST_CASE("a pool is full when its messages keep all lanes busy") {
  constexpr std::size_t kMiB = 1 << 20;
  HashPool pool(true);
  CHECK_FALSE(pool.is_full());
  for (int i = 0; i < 7; ++i) pool.add(message(kMiB));
  CHECK_FALSE(pool.is_full());
  pool.add(message(kMiB));
  CHECK(pool.is_full());
  pool.add(message(2 * kMiB));
  CHECK_FALSE(pool.is_full());  // that one alone would take longer than the others in seven lanes
  CHECK(pool.take_longest().bytes.size() == 2 * kMiB);
  CHECK(pool.is_full());
}

TEST_CASE("many small messages fill a pool, and where somebody waits, some do") {
  HashPool patient(true);
  HashPool impatient(false);
  for (int i = 0; i < 256; ++i) {
    patient.add(message(10));
    impatient.add(message(10));
  }
  CHECK_FALSE(patient.is_full());
  CHECK(impatient.is_full());
  for (int i = 256; i < 4096; ++i) patient.add(message(10));
  CHECK(patient.is_full());
}

TEST_CASE("only what is far longer than what is beside it is a giant") {
  HashPool pool(true);
  CHECK_FALSE(pool.has_giant());
  pool.add(message(32 << 20));
  CHECK_FALSE(pool.has_giant());
  pool.add(message((32 << 20) + 1));
  CHECK(pool.has_giant());
}
