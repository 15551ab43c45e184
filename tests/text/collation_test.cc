#include "cafs/text/collation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace cafs;

TEST_CASE("names are sorted as JavaScript's localeCompare sorts them") {
  const std::vector<std::string> sorted{"@a-b/a", "@a/z",  "@s/a", "9",   "a",   "A",   "a_b",
                                        "a-b",    "a-b-c", "a-bc", "a.b", "a~b", "a10", "a9",
                                        "ab",     "aB",    "Ab",   "abC", "b",   "z",   "Z"};
  std::vector<std::string> names = sorted;
  std::ranges::sort(names);
  std::ranges::sort(names, [](const auto& a, const auto& b) { return collate(a, b) < 0; });
  CHECK(names == sorted);
}

TEST_CASE("each of the characters of names has its place") {
  const std::string sorted =
      "_-!.'()@*/~0123456789aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    CAPTURE(i);
    CHECK(collate(sorted.substr(i - 1, 1), sorted.substr(i, 1)) < 0);
  }
}
