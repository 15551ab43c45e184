#include "cafs/io/inside.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("a directory is found, and made, with all that it lies in") {
  const Temporary dir;
  const Directory top = Directory::open(dir.path());
  CHECK_FALSE(find_inside(top, "a/b"));
  CHECK(make_inside(top, "a/b").path() == dir / "a/b");
  REQUIRE(find_inside(top, "a/b"));
  CHECK(find_inside(top, "a/b")->path() == dir / "a/b");
  CHECK(make_inside(top, "a/b/c").write_new("f", as_bytes("x"), 0644));
  CHECK(read_file(dir / "a/b/c/f") == "x");
}

TEST_CASE("a symbolic link on the way is not followed") {
  const Temporary dir;
  const Temporary elsewhere;
  const Directory top = Directory::open(dir.path());
  Directory::open(elsewhere.path()).make("b");
  REQUIRE(::symlink(elsewhere.path().c_str(), (dir / "a").c_str()) == 0);
  REQUIRE(::symlink((elsewhere / "b").c_str(), (dir / "b").c_str()) == 0);
  for (const char* const path : {"a", "a/b", "b"}) {
    CAPTURE(path);
    CHECK_FALSE(find_inside(top, path));
    CHECK_THROWS_AS(make_inside(top, path), Error);
  }
  CHECK_THROWS_AS(make_inside(top, "a/new"), Error);
  CHECK(Directory::open(elsewhere.path()).list(".").size() == 1);
}

TEST_CASE("a file on the way is in the way") {
  const Temporary dir;
  const Directory top = Directory::open(dir.path());
  top.write_new("a", as_bytes("x"), 0644);
  CHECK_FALSE(find_inside(top, "a"));
  CHECK_THROWS_AS(make_inside(top, "a/b"), Error);
}
