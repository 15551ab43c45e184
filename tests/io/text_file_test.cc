#include "cafs/io/text_file.h"

#include <doctest/doctest.h>

#include <system_error>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("a text is written as a whole, over what was there, and read again") {
  const Temporary dir;
  const std::string long_text(200000, 'x');
  write_text_file(dir / "f", long_text, Durability::eventual);
  CHECK(read_text_file(dir / "f") == long_text);
  write_text_file(dir / "f", "short", Durability::eventual);
  CHECK(read_text_file(dir / "f") == "short");
  CHECK(tree(dir.path()).size() == 1);
}

TEST_CASE("what cannot be opened is named") {
  const Temporary dir;
  CHECK_THROWS_WITH_AS(read_text_file(dir / "none"), doctest::Contains("none"), std::system_error);
  CHECK_THROWS_AS(write_text_file(dir / "none/f", "", Durability::eventual), std::system_error);
}

TEST_CASE("devices, which may have no end, and directories are no texts") {
  const Temporary dir;
  CHECK_THROWS_WITH_AS(read_text_file("/dev/zero"), "/dev/zero: is a device", Error);
  CHECK_THROWS_WITH_AS(read_text_file(dir.path()), doctest::Contains("is a directory"), Error);
  CHECK(read_text_file("/dev/null").empty());
}
