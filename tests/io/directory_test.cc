#include "cafs/io/directory.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("a new file has its content and mode, and is not written twice") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  CHECK(directory.write_new("f", as_bytes("one"), 0755));
  CHECK_FALSE(directory.write_new("f", as_bytes("two"), 0644));
  CHECK(read_file(dir / "f") == "one");
  CHECK((mode_of(dir / "f") & 0100) != 0);
}

TEST_CASE("a file that cannot be written whole is not there") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  CHECK_THROWS_AS(directory.write_new("none/f", as_bytes("x"), 0644), std::system_error);
  CHECK(tree(dir.path()).empty());
}

TEST_CASE("size, content and existence are asked without an error for what is not there") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  CHECK_FALSE(directory.file_size("f"));
  CHECK_FALSE(directory.read("f"));
  CHECK_FALSE(directory.exists("f"));
  const std::string content(200000, 'x');
  directory.write_new("f", as_bytes(content), 0644);
  CHECK(directory.file_size("f") == content.size());
  CHECK(directory.read("f") == content);
  CHECK(directory.exists("f"));
  CHECK(directory.make("d"));
  CHECK_FALSE(directory.make("d"));
  CHECK_FALSE(directory.file_size("d"));
}

TEST_CASE("a symbolic link to a file counts as the file") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  directory.write_new("f", as_bytes("abc"), 0644);
  REQUIRE(::symlink("f", (dir / "l").c_str()) == 0);
  CHECK(directory.file_size("l") == 3);
}

TEST_CASE("renaming replaces, and works across directories") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  directory.make("d");
  const Directory below = directory.open_below("d");
  directory.write_new("f", as_bytes("new"), 0644);
  below.write_new("g", as_bytes("old"), 0644);
  directory.rename("f", below, "g");
  CHECK(read_file(dir / "d/g") == "new");
  CHECK_FALSE(directory.exists("f"));
  CHECK_THROWS_WITH_AS(directory.rename("f", below, "g"), doctest::Contains("rename"),
                       std::system_error);
}

TEST_CASE("what is no directory cannot be opened as one") {
  const Temporary dir;
  write_file(dir / "f", "");
  CHECK_THROWS_AS(Directory::open(dir / "f"), std::system_error);
  CHECK_THROWS_AS(Directory::open(dir.path()).open_below("none"), std::system_error);
}

TEST_CASE("names are listed in order; where there is no directory there are none") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  directory.make("d");
  for (const auto* const name : {"d/b", "d/a", "d/.c"}) directory.write_new(name, {}, 0644);
  CHECK(directory.list("d") == std::vector<std::string>{".c", "a", "b"});
  CHECK(directory.list(".") == std::vector<std::string>{"d"});
  CHECK(directory.list("none").empty());
  CHECK_THROWS_AS(directory.list("d/a"), std::system_error);
}

TEST_CASE("what may have no end is not read") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  REQUIRE(::symlink("/dev/zero", (dir / "zero").c_str()) == 0);
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0644) == 0);
  directory.make("directory");
  for (const char* const name : {"zero", "fifo", "directory"}) {
    CAPTURE(name);
    CHECK_THROWS_WITH_AS(directory.read(name), doctest::Contains("is not a regular file"), Error);
  }
}

TEST_CASE("a file of more than 1 GiB is not read") {
  const Temporary dir;
  write_file(dir / "large", "");
  std::filesystem::resize_file(dir / "large", (std::uintmax_t{1} << 30) + 1);
  CHECK_THROWS_WITH_AS(Directory::open(dir.path()).read("large"),
                       doctest::Contains("is larger than 1 GiB"), Error);
}

TEST_CASE("a symbolic link in a directory's place is taken from its user and from root only") {
  const Temporary dir;
  const Directory directory = Directory::open(dir.path());
  directory.make("there");
  REQUIRE(::symlink("there", (dir / "link").c_str()) == 0);
  CHECK_FALSE(directory.make("link"));
  if (::lchown((dir / "link").c_str(), 65534, 65534) != 0) {
    MESSAGE("SKIPPED: only root can make a link of another user");
    return;
  }
  CHECK_THROWS_WITH_AS(directory.make("link"),
                       doctest::Contains("link: is a symbolic link of another user"), Error);
}
