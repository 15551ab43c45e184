#include "cafs/io/staging.h"

#include <doctest/doctest.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("what has got its final name is not taken for abandoned") {
  constexpr int kRounds = 2000;
  const Temporary dir;
  const Directory parent = Directory::open(dir.path());
  const auto clean = [&](const std::stop_token& stop) {
    while (!stop.stop_requested()) remove_abandoned(parent);
  };
  const std::array<std::jthread, 4> cleaners{std::jthread(clean), std::jthread(clean),
                                             std::jthread(clean), std::jthread(clean)};
  for (int i = 0; i < kRounds; ++i) {
    {
      Staging staging(parent);
      staging.directory().write_new("f", as_bytes("x"), 0666);
      REQUIRE(staging.rename("final", 0755));
    }
    ::sched_yield();
    REQUIRE(::unlink((dir / "final/f").c_str()) == 0);
    REQUIRE(::rmdir((dir / "final").c_str()) == 0);
  }
}
