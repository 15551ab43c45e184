#include "cafs/io/canonical_path.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <system_error>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

TEST_CASE("paths are resolved as the file system resolves them") {
  const Temporary dir;
  fs::create_directories(dir / "a/b/c");
  fs::create_directories(dir / "d");
  fs::create_directory_symlink("a/b", dir / "link");
  fs::create_directory_symlink("../d", dir / "a/away");
  CanonicalPaths paths;
  for (const auto* const path : {"a", "a/b", "a/b/", "a/b/.", "a/b/..", "link", "link/c", "link/..",
                                 "link/../b/c", "a/away", "a/away/../a", "./a//b", "a/b/c", "d"}) {
    CAPTURE(path);
    CHECK(paths.resolve(dir / path) == fs::canonical(dir / path).string());
  }
  const fs::path before = fs::current_path();
  fs::current_path(dir.path());
  for (const auto* const path : {"a", "a/b", "link/c", ".", "/", "/tmp"}) {
    CHECK(paths.resolve(path) == fs::canonical(path).string());
  }
  fs::current_path(before);
  CHECK_THROWS_AS(paths.resolve(dir / "none"), std::system_error);
  CHECK_THROWS_AS(paths.resolve(dir / "none/none"), std::system_error);
}
