#include "cafs/io/staging.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

bool is_empty(const Temporary& dir) { return std::filesystem::is_empty(dir.path()); }

}  // namespace

TEST_CASE("a staging directory goes with all that is left in it") {
  const Temporary dir;
  const Directory parent = Directory::open(dir.path());
  {
    const Staging staging(parent);
    staging.directory().make("d");
    staging.directory().write_new("d/f", as_bytes("x"), 0644);
    CHECK(std::filesystem::path(staging.directory().path())
              .filename()
              .string()
              .starts_with(".cafs-staging-"));
  }
  CHECK(is_empty(dir));
}

TEST_CASE("what a living process stages is not abandoned") {
  const Temporary dir;
  const Directory parent = Directory::open(dir.path());
  const Staging staging(parent);
  remove_abandoned(parent);
  CHECK(std::filesystem::exists(staging.directory().path()));
}

TEST_CASE("what a killed process staged is removed by the next") {
  const Temporary dir;
  const Directory parent = Directory::open(dir.path());
  const pid_t child = ::fork();
  if (child == 0) {
    const Staging staging(parent);
    staging.directory().write_new("f", as_bytes("x"), 0644);
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  CHECK_FALSE(is_empty(dir));
  remove_abandoned(parent);
  CHECK(is_empty(dir));
}

TEST_CASE("other names are left alone") {
  const Temporary dir;
  const auto names = {".other", ".cafs-staging-", ".cafs-staging-notes",
                      ".cafs-staging-0123456789abc"};
  for (const char* const name : names) std::filesystem::create_directory(dir / name);
  remove_abandoned(Directory::open(dir.path()));
  for (const char* const name : names) CHECK(std::filesystem::exists(dir / name));
}

TEST_CASE("a staging directory can become what it was made for") {
  const Temporary dir;
  const Directory parent = Directory::open(dir.path());
  {
    Staging staging(parent);
    staging.directory().write_new("f", as_bytes("x"), 0666);
    CHECK(staging.rename("final", 0755));
  }
  CHECK(read_file(dir / "final/f") == "x");
  {
    Staging staging(parent);
    CHECK_FALSE(staging.rename("final", 0755));
  }
  CHECK(tree(dir.path()).size() == 1);
}

TEST_CASE("what a symbolic link of a staging directory's name leads to is left alone") {
  const Temporary dir;
  const Temporary other;
  write_file(other / "f", "x");
  std::filesystem::create_directory(other / "d");
  std::filesystem::create_symlink(other.path(), dir / ".cafs-staging-0123456789ab");
  const Directory parent = Directory::open(dir.path());
  remove_abandoned(parent);
  CHECK(read_file(other / "f") == "x");
  {
    const Staging staging(parent);
    std::filesystem::create_symlink(other.path(), staging.directory().path() + "/link");
    staging.directory().make("d");
  }
  CHECK(read_file(other / "f") == "x");
  CHECK(std::filesystem::exists(other / "d"));
}
