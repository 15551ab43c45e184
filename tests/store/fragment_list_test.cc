#include "cafs/store/fragment_list.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "cafs/base/error.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

namespace {

struct ListFixture {
  Temporary dir;

  ListFixture() {
    fs::create_directory(dir / "a");
    fs::create_directory(dir / "b");
  }

  void write(const Paths& fragments) {
    write_fragment_list(dir / "list", fragments, Durability::eventual);
  }

  std::string canonical(const std::string& name) { return fs::canonical(dir / name).string(); }
};

}  // namespace

TEST_CASE_FIXTURE(ListFixture, "a list stands for its fragments, by absolute paths and in order") {
  fs::create_directory_symlink(dir / "b", dir / "link");
  write({dir / "link", dir / "a"});
  CHECK(fragments_at(dir / "list") == Paths{canonical("a"), canonical("b")});
  write({});
  CHECK(fragments_at(dir / "list").empty());
}

TEST_CASE_FIXTURE(ListFixture, "whatever has no list, or a store, stands for itself") {
  CHECK(fragments_at(dir / "a") == Paths{dir / "a"});
  CHECK(fragments_at(dir / "none") == Paths{dir / "none"});
  fs::create_directories(dir / "a/v11");
  write_file(dir / "a/fragments", "/b\n");
  CHECK(fragments_at(dir / "a") == Paths{dir / "a"});
  fs::create_directories(dir / "b/fragments");
  CHECK(fragments_at(dir / "b") == Paths{dir / "b"});
}

TEST_CASE_FIXTURE(ListFixture, "a list is no store, and has no path that could not be read again") {
  fs::create_directories(dir / "list/v3");
  CHECK_THROWS_WITH_AS(write({dir / "a"}), doctest::Contains("is a store"), Error);
  fs::remove(dir / "list/v3");
  fs::create_directory(dir / "new\nline");
  CHECK_THROWS_WITH_AS(write({dir / "new\nline"}), doctest::Contains("newline"), Error);
  CHECK_THROWS_WITH(write({dir / "none"}), doctest::Contains("none"));
  CHECK_FALSE(fs::exists(dir / "list/fragments"));
  write_file(dir / "list/fragments", "a\n");
  CHECK_THROWS_WITH_AS(fragments_at(dir / "list"), doctest::Contains("want absolute paths"), Error);
}
