#include "cafs/io/system.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

Fd opened(const std::string& path, int flags = O_RDONLY | O_DIRECTORY) {
  return Fd(::open(path.c_str(), flags | O_CLOEXEC));
}

}  // namespace

TEST_CASE("all names of a directory are read, however many and however long") {
  const Temporary dir;
  std::vector<std::string> wanted{"a", ".b", std::string(255, 'n')};
  for (int i = 0; i < 3000; ++i) wanted.push_back("file-with-a-number-" + std::to_string(i));
  for (const std::string& name : wanted) write_file(dir / name, "");
  std::vector<std::string> names = read_names(opened(dir.path()), dir.path());
  std::sort(names.begin(), names.end());
  std::sort(wanted.begin(), wanted.end());
  CHECK(names == wanted);
}

TEST_CASE("a directory is read from its start each time it is opened") {
  const Temporary dir;
  write_file(dir / "f", "");
  for (int i = 0; i < 2; ++i)
    CHECK(read_names(opened(dir.path()), dir.path()) == std::vector<std::string>{"f"});
}

TEST_CASE("the names of what is no directory are an error that says of what") {
  const Temporary dir;
  write_file(dir / "f", "");
  CHECK_THROWS_WITH_AS(read_names(opened(dir / "f", O_RDONLY), "the file"),
                       doctest::Contains("read the file"), std::system_error);
}

TEST_CASE("a way with a symbolic link in it is not gone, be it the last part") {
  const Temporary dir;
  fs::create_directories(dir / "real/below");
  fs::create_directory_symlink("real", dir / "link");
  fs::create_directory_symlink("below", dir / "real/last");
  const Fd top = opened(dir.path());
  const Fd below = open_without_links(top.get(), "real/below");
  if (!below && errno == ENOSYS) {
    MESSAGE("SKIPPED: the kernel has no openat2");
    return;
  }
  CHECK(below);
  for (const auto* const way : {"link/below", "real/last", "none"}) {
    CAPTURE(way);
    CHECK_FALSE(open_without_links(top.get(), way));
  }
}

TEST_CASE("a name that is taken is not renamed over, even by a directory") {
  const Temporary dir;
  write_file(dir / "f", "new");
  write_file(dir / "taken", "old");
  fs::create_directory(dir / "d");
  fs::create_directory(dir / "empty");
  const Fd top = opened(dir.path());
  CHECK_FALSE(rename_unless_there(top.get(), "f", top.get(), "taken"));
  CHECK(errno == EEXIST);
  CHECK_FALSE(rename_unless_there(top.get(), "d", top.get(), "empty"));
  CHECK(errno == EEXIST);
  CHECK(rename_unless_there(top.get(), "f", top.get(), "free"));
  CHECK(read_file(dir / "free") == "new");
  CHECK(read_file(dir / "taken") == "old");
}

TEST_CASE("what is not there is renamed with an error that is no lack of the call") {
  const Temporary dir;
  const Fd top = opened(dir.path());
  CHECK_FALSE(rename_unless_there(top.get(), "none", top.get(), "name"));
  CHECK(errno == ENOENT);
  CHECK_FALSE(is_unknown_rename(ENOENT));
}

TEST_CASE("a file system is written out, and a descriptor of nothing is an error") {
  const Temporary dir;
  write_file(dir / "f", "x");
  CHECK(write_out(opened(dir.path()).get()));
  CHECK_FALSE(write_out(-1));
}

TEST_CASE("a clone is a new file with the content, or an empty one where there are no clones") {
  const Temporary dir;
  write_file(dir / "f", "abc");
  const Fd top = opened(dir.path());
  const NewFile made = create_clone(opened(dir / "f", O_RDONLY), top.get(), "clone", 0640);
  REQUIRE((made.file || made.has_content));
  CHECK(mode_of(dir / "clone") == 0640);
  CHECK(read_file(dir / "clone") == (made.has_content ? "abc" : ""));
}

TEST_CASE("a clone replaces nothing") {
  const Temporary dir;
  write_file(dir / "f", "abc");
  write_file(dir / "taken", "old");
  const Fd top = opened(dir.path());
  const NewFile made = create_clone(opened(dir / "f", O_RDONLY), top.get(), "taken", 0644);
  CHECK_FALSE(made.file);
  CHECK_FALSE(made.has_content);
  CHECK(errno == EEXIST);
  CHECK(read_file(dir / "taken") == "old");
}

TEST_CASE("what is opened as closed is neither read nor written") {
  const Fd closed(open_as_closed());
  REQUIRE(closed);
  std::array<char, 8> bytes{};
  CHECK(::read(closed.get(), bytes.data(), bytes.size()) < 0);
  CHECK(::write(closed.get(), bytes.data(), bytes.size()) < 0);
  CHECK(is_as_closed(closed.get()));
  CHECK(is_as_closed(1 << 20));
  const Temporary dir;
  write_file(dir / "f", "");
  CHECK_FALSE(is_as_closed(opened(dir / "f", O_RDONLY).get()));
}
