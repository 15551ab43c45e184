#include "cafs/io/staging.h"

#include <doctest/doctest.h>

#include <thread>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("what has got its final name is not taken for abandoned") {
  constexpr int kRounds = 2000;
  const Temporary dir;
  const Directory parent = Directory::open(dir.path());
  const std::jthread cleaner([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) remove_abandoned(parent);
  });
  for (int i = 0; i < kRounds; ++i) {
    const std::string name = std::to_string(i);
    {
      Staging staging(parent);
      staging.directory().write_new("f", as_bytes("x"), 0666);
      REQUIRE(staging.rename(name));
    }
    REQUIRE(parent.exists(name + "/f"));
  }
}
