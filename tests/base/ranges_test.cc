#include "cafs/base/ranges.h"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <string>

using namespace cafs;

namespace {

std::string text(const Ranges& ranges) {
  std::string text;
  for (const Range& range : ranges.list()) text += fmt::format("[{} {}) ", range.begin, range.end);
  return text;
}

}  // namespace

TEST_CASE("ranges that meet become one, and others stay apart") {
  Ranges ranges;
  CHECK(text(ranges) == "");
  ranges.add({4, 6});
  ranges.add({8, 9});
  CHECK(text(ranges) == "[4 6) [8 9) ");
  ranges.add({6, 8});
  CHECK(text(ranges) == "[4 9) ");
}

TEST_CASE("a range is taken out of the middle of another") {
  Ranges ranges;
  ranges.add({0, 10});
  ranges.remove({3, 5});
  CHECK(text(ranges) == "[0 3) [5 10) ");
}

TEST_CASE("the lowest range that is large enough") {
  Ranges ranges;
  CHECK_FALSE(ranges.lowest_of(1));
  ranges.add({0, 2});
  ranges.add({4, 8});
  ranges.add({10, 20});
  CHECK(ranges.lowest_of(2) == 0);
  CHECK(ranges.lowest_of(3) == 4);
  CHECK(ranges.lowest_of(5) == 10);
  CHECK_FALSE(ranges.lowest_of(11));
}
