#include "cafs/text/relative_path.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a path relative to a directory is the one that Node's path.relative gives") {
  struct {
    std::string_view from, to, path;
  } const cases[] = {
      {"/a/b", "/a/b/c/d", "c/d"},
      {"/a/b", "/a/c", "../c"},
      {"/a/b/c", "/a", "../.."},
      {"/a/b", "/a/b", ""},
      {"/a/b", "/a/bc", "../bc"},
      {"/a/bc", "/a/b", "../b"},
      {"/a/bc", "/a/bd", "../bd"},
      {"/a/b/x", "/a/bc/x", "../../bc/x"},
      {"/", "/a/b", "a/b"},
      {"/a/b", "/", "../.."},
      {"/", "/", ""},
      {"/a", "/b", "../b"},
      {"/a b/'c", "/a b/$d", "../$d"},
      {"/p/node_modules/.bin", "/p/node_modules/.pnpm/a@1/node_modules/a/x.js",
       "../.pnpm/a@1/node_modules/a/x.js"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.from);
    CAPTURE(c.to);
    CHECK(relative_path(c.from, c.to) == c.path);
  }
}
