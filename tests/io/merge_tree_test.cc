#include "cafs/io/merge_tree.h"

#include <doctest/doctest.h>

#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

TEST_CASE("a directory is renamed unless one with content is there") {
  const Temporary dir;
  const Directory root = Directory::open(dir.path());
  root.make("old");
  write_file(dir / "old/f", "x");
  CHECK(rename_directory(root, "old", "new"));
  CHECK(tree(dir.path()) == std::map<std::string, std::string>{{"new/f", "x"}});
  root.make("old");
  CHECK_FALSE(rename_directory(root, "old", "new"));
}

TEST_CASE("a tree is merged file by file") {
  const Temporary dir;
  const Directory root = Directory::open(dir.path());
  for (const char* const name : {"from", "to", "from/a", "from/b", "to/a"}) root.make(name);
  write_file(dir / "from/a/1", "new");
  write_file(dir / "from/b/2", "new");
  write_file(dir / "to/a/1", "old");
  write_file(dir / "to/a/3", "old");
  merge_tree(root.open_below("from"), root.open_below("to"));
  CHECK(tree(dir / "to") ==
        std::map<std::string, std::string>{{"a/1", "new"}, {"a/3", "old"}, {"b/2", "new"}});
  CHECK(tree(dir / "from").empty());
}
