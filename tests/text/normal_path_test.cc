#include "cafs/text/normal_path.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a path loses what takes itself back") {
  struct {
    std::string_view path, normal;
  } const cases[] = {
      {"a/b/../c", "a/c"}, {"./a//b/", "a/b"},    {"a/..", "."},        {"", "."},
      {"../a", "../a"},    {"a/../../b", "../b"}, {"/a/../../b", "/b"}, {"/", "/"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.path);
    CHECK(normal_path(c.path) == c.normal);
  }
}
