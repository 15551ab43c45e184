#include "cafs/io/directory.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <system_error>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

TEST_CASE("directories that were made go again unless they are kept or in use") {
  const Temporary dir;
  fs::create_directory(dir / "old");
  { const MadeDirectories made(dir / "old/a/b/"); }
  CHECK(fs::is_empty(dir / "old"));
  {
    const MadeDirectories made(dir / "old/a/b");
    write_file(dir / "old/a/f", "");
  }
  CHECK(fs::exists(dir / "old/a/f"));
  CHECK_FALSE(fs::exists(dir / "old/a/b"));
  {
    MadeDirectories made(dir / "kept/b");
    made.keep();
  }
  CHECK(fs::is_directory(dir / "kept/b"));
}

TEST_CASE("what cannot be made is named, and leaves nothing") {
  const Temporary dir;
  write_file(dir / "file", "");
  CHECK_THROWS_WITH_AS(MadeDirectories(dir / "file/a"), doctest::Contains("file/a"),
                       std::system_error);
}
