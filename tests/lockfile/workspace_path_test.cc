#include "cafs/lockfile/workspace_path.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a path leads from one directory of a workspace to another") {
  CHECK(below("a/b", "../c") == "a/c");
  CHECK(below("a", "..") == ".");
  CHECK(below(".", "./a//b/") == "a/b");
  CHECK(below(".", ".") == ".");
  CHECK(!below("a", "../.."));
  CHECK(!below("a", "/a"));
}
