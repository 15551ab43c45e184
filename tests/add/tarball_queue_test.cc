#include "cafs/add/tarball_queue.h"

#include <doctest/doctest.h>

#include <vector>

using namespace cafs;

namespace {

constexpr std::uint64_t kMiB = 1 << 20;

/// Takes tarballs as long as the queue gives any.
std::vector<std::size_t> take_all(TarballQueue& queue) {
  std::vector<std::size_t> taken;
  while (const auto next = queue.take()) taken.push_back(*next);
  return taken;
}

using Numbers = std::vector<std::size_t>;

}  // namespace

TEST_CASE("the order given is kept, as far as memory goes") {
  const std::vector<std::uint64_t> sizes{12 * kMiB, 1 * kMiB, 16 * kMiB, 2 * kMiB};
  TarballQueue queue(sizes, Order::as_given, 1);  // 28 MiB
  CHECK(queue.can_take());
  CHECK(take_all(queue) == Numbers{0, 1});
  CHECK_FALSE(queue.can_take());
  queue.give_back(1);
  CHECK(queue.can_take());
  CHECK(take_all(queue) == Numbers{2});
  queue.give_back(0);
  CHECK(take_all(queue) == Numbers{3});
  CHECK(queue.empty());
  CHECK_FALSE(queue.can_take());
}

TEST_CASE("the largest comes first, beside it those of which several fit") {
  const std::vector<std::uint64_t> sizes{1 * kMiB, 19 * kMiB, 4 * kMiB, 20 * kMiB, kMiB / 2};
  TarballQueue queue(sizes, Order::as_fits, 1);  // 28 MiB
  CHECK(queue.take() == 3);
  CHECK(queue.take() == 0);  // 1 MiB of the remaining 8 MiB
  CHECK(queue.take() == 4);
  CHECK(queue.take() == 2);  // there is nothing smaller
  CHECK_FALSE(queue.take());
  queue.give_back(3);
  CHECK(queue.take() == 1);
  CHECK(queue.empty());
}

TEST_CASE("of the large ones one is begun at a time, though two fit") {
  const std::vector<std::uint64_t> sizes{13 * kMiB, 12 * kMiB, 1 * kMiB};
  TarballQueue queue(sizes, Order::as_fits, 1);  // 28 MiB
  CHECK(take_all(queue) == Numbers{0, 2, 1});
}

TEST_CASE("what is larger than all memory can be begun, with a little beside it") {
  const std::vector<std::uint64_t> sizes{300 * kMiB, 200 * kMiB, 9 * kMiB, 8 * kMiB};
  for (const Order order : {Order::as_given, Order::as_fits}) {
    TarballQueue queue(sizes, order, 1);
    CHECK(queue.take() == 0);
    if (order == Order::as_fits) CHECK(queue.take() == 3);
    CHECK_FALSE(queue.take());
  }
}

TEST_CASE("when none is begun, any can be, however many there are") {
  std::vector<std::uint64_t> sizes;
  for (std::uint64_t i = 0; i < 500; ++i) sizes.push_back(i * i * 997 % (60 * kMiB));
  for (const Order order : {Order::as_given, Order::as_fits}) {
    TarballQueue queue(sizes, order, 2);
    std::vector<bool> seen(sizes.size());
    while (!queue.empty()) {
      const Numbers some = take_all(queue);
      REQUIRE_FALSE(some.empty());
      for (const std::size_t i : some) {
        CHECK_FALSE(seen[i]);
        seen[i] = true;
        queue.give_back(i);
      }
    }
  }
}

TEST_CASE("an empty queue has nothing to take") {
  TarballQueue queue({}, Order::as_fits, 4);
  CHECK(queue.empty());
  CHECK_FALSE(queue.take());
}

TEST_CASE("memory that is given back early lets the next large one begin") {
  const std::vector<std::uint64_t> sizes{26 * kMiB, 25 * kMiB, 24 * kMiB};
  TarballQueue queue(sizes, Order::as_fits, 1);  // 34 MiB
  CHECK(take_all(queue) == Numbers{0});
  queue.give_back(0, 20 * kMiB);
  CHECK(take_all(queue) == Numbers{1});
  queue.give_back(0);
  queue.give_back(1, 100 * kMiB);
  CHECK(take_all(queue) == Numbers{2});
  queue.give_back(1);
  queue.give_back(2);
}
