#include "cafs/io/file_reader.h"

#include <doctest/doctest.h>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("of a file there are the size and both ends, which are all of a small one") {
  const Temporary dir;
  write_file(dir / "a", "0123456789" + std::string(100000, ' ') + "abcdefghij");
  CHECK(file_ends(dir / "a").size == 100020);
  CHECK(file_ends(dir / "a").first == "01234567");
  CHECK(file_ends(dir / "a").last == "cdefghij");
  write_file(dir / "b", "abc");
  CHECK(file_ends(dir / "b").first == "abc");
  CHECK(file_ends(dir / "b").last == "abc");
}

TEST_CASE("what cannot be read has no size") {
  const Temporary dir;
  write_file(dir / "empty", "");
  for (const std::string& path : {dir / "none", dir / "empty", dir.path()}) {
    CHECK(file_ends(path).size == 0);
    CHECK(file_ends(path).first.empty());
    CHECK(file_ends(path).last.empty());
  }
}
