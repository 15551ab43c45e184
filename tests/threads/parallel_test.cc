#include "cafs/base/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <set>
#include <stdexcept>

using namespace cafs;

TEST_CASE("every index is visited once, whatever the number of threads") {
  for (const unsigned jobs : {1u, 2u, 8u, 64u}) {
    Workers workers(jobs);
    for (const std::size_t count :
         {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{1000}}) {
      std::vector<std::atomic<int>> visits(count);
      workers.for_each(count, [&](std::size_t i) { ++visits[i]; });
      for (const auto& visit : visits) CHECK(visit == 1);
    }
  }
}

TEST_CASE("the first exception stops the rest and reaches the caller") {
  Workers workers(4);
  std::atomic<int> calls{0};
  const auto body = [&](std::size_t i) {
    ++calls;
    if (i == 3) throw std::runtime_error("three");
  };
  CHECK_THROWS_WITH_AS(workers.for_each(1000000, body), "three", std::runtime_error);
  CHECK(calls < 1000000);
  std::atomic<int> after{0};
  workers.for_each(10, [&](std::size_t) { ++after; });
  CHECK(after == 10);
}

TEST_CASE("a loop is shared by threads") {
  Workers workers(4);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  workers.for_each(200, [&](std::size_t) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  });
  CHECK(threads.size() > 1);
}

TEST_CASE("two calls are both made, and the error of the first counts more") {
  for (const unsigned jobs : {1u, 2u}) {
    Workers workers(jobs);
    int one = 0;
    int other = 0;
    run_both(
        workers, [&] { one = 1; }, [&] { other = 2; });
    CHECK(one == 1);
    CHECK(other == 2);
    const auto fail = [](const char* why) { return [why] { throw std::runtime_error(why); }; };
    CHECK_THROWS_WITH(run_both(workers, fail("one"), fail("other")), "one");
    CHECK_THROWS_WITH(run_both(
                          workers, [&] { one = 3; }, fail("other")),
                      "other");
    CHECK(one == 3);
  }
}

TEST_CASE("many short loops follow each other") {
  Workers workers(8);
  std::atomic<int> sum{0};
  for (int round = 0; round < 2000; ++round) workers.for_each(4, [&](std::size_t) { ++sum; });
  CHECK(sum == 8000);
}

TEST_CASE("the number of threads is the wanted one, then NIX_BUILD_CORES, then the machine's") {
  ::setenv("NIX_BUILD_CORES", "3", 1);
  CHECK(job_count(5) == 5);
  CHECK(job_count(0) == 3);
  CHECK(job_count(100000) == 256);
  for (const char* const text : {"0", "", "x", "-1", "3x"}) {
    ::setenv("NIX_BUILD_CORES", text, 1);
    CHECK(job_count(0) >= 1);
    CHECK(job_count(0) != 3);
  }
  ::unsetenv("NIX_BUILD_CORES");
}
