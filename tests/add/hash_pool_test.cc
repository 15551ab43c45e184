#include "cafs/add/hash_pool.h"

#include <doctest/doctest.h>

#include <memory>

using namespace cafs;

namespace {

// No byte of these messages is read.
Message message(std::size_t size, std::uint64_t number = 0) {
  static const std::byte kByte{};
  return {ByteView(&kByte, size), number};
}

// These are not read either.
Message message_in_file(std::size_t size) {
  struct NoReader : MessageReader {
    void read(std::span<std::byte>) override {}
  };
  return {.bytes = {}, .reader = std::make_shared<NoReader>(), .unread = size};
}

std::vector<std::size_t> sizes(const std::vector<Message>& messages) {
  std::vector<std::size_t> sizes;
  for (const Message& one : messages) sizes.push_back(one.size());
  return sizes;
}

using Sizes = std::vector<std::size_t>;

}  // namespace

TEST_CASE("messages come out longest first") {
  HashPool pool(true);
  for (const std::size_t size : {3u, 0u, 9u, 5u}) pool.add(message(size, 10 * size));
  for (const std::size_t size : {9u, 5u, 3u, 0u}) {
    const auto longest = pool.take_longest();
    REQUIRE(longest);
    CHECK(longest->size() == size);
    CHECK(longest->number == 10 * size);
  }
  CHECK(pool.empty());
  CHECK_FALSE(pool.take_longest());
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
  CHECK_FALSE(pool.is_full());  // the last alone takes longer than the others in seven lanes
  CHECK(pool.take_longest()->size() == 2 * kMiB);
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

TEST_CASE("messages in files wait for each other, and those in memory do not wait for them") {
  constexpr std::size_t kMiB = 1 << 20;
  HashPool pool(true);
  for (std::size_t i = 1; i <= 7; ++i) pool.add(message_in_file(i * 100 * kMiB));
  for (int i = 0; i < 8; ++i) pool.add(message(kMiB));
  CHECK(pool.is_full());
  CHECK_FALSE(pool.has_giant());
  CHECK_FALSE(pool.has_files_for_all_lanes());
  pool.add(message_in_file(kMiB / 2));
  CHECK(pool.has_files_for_all_lanes());
  CHECK(pool.take_longest_in_memory()->size() == kMiB);
  CHECK_FALSE(pool.is_full());
  CHECK(pool.take_longest()->size() == 700 * kMiB);
  CHECK_FALSE(pool.has_files_for_all_lanes());
}

TEST_CASE("what is put back of a message in a file takes no room in memory") {
  constexpr std::size_t kMiB = 1 << 20;
  HashPool pool(true);
  for (int i = 0; i < 7; ++i) pool.add(message(kMiB));
  Message rest = message_in_file(40 * kMiB);
  rest.bytes = message(kMiB).bytes;
  pool.add(rest);
  CHECK_FALSE(pool.is_full());
  CHECK(pool.take_longest()->size() == 41 * kMiB);
  for (int i = 0; i < 7; ++i) pool.take_longest();
  pool.add(message(4 * kMiB));
  for (int i = 0; i < 7; ++i) pool.add(message(kMiB / 2));
  CHECK_FALSE(pool.is_full());  // 7.5 MiB; the longest alone takes as long as 32 MiB in all lanes
}

TEST_CASE("a share is dealt from memory and from files alike") {
  HashPool pool(true);
  for (const std::size_t size : {1u, 5u, 4u}) pool.add(message(size));
  for (const std::size_t size : {2u, 6u, 3u}) pool.add(message_in_file(size));
  CHECK(sizes(pool.take_share(2)) == Sizes{6, 4, 2});
  CHECK(sizes(pool.take_share(1)) == Sizes{5, 3, 1});
  CHECK_FALSE(pool.take_longest_in_memory());
}
