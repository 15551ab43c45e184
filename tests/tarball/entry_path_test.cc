#include "cafs/tarball/entry_path.h"
#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;
using namespace std::string_literals;

TEST_CASE("a header's name loses its first segment, whatever it is called") {
  struct {
    std::string_view name, path;
  } const cases[] = {{"package/lib/a.js", "lib/a.js"},
                     {"lodash/package.json", "package.json"},
                     {"package.json", "package.json"},
                     {"/package/a", "package/a"},
                     {"./package/x", "package/x"},
                     {"package\\a", "a"},
                     {"package/", ""},
                     {"", ""}};
  for (const auto& c : cases) {
    CAPTURE(c.name);
    CHECK(header_path("", c.name) == c.path);
  }
}

TEST_CASE("with a prefix it is the prefix that loses a segment") {
  CHECK(header_path("package", "lib/a.js") == "lib/a.js");
  CHECK(header_path("package/lib", "b/a.js") == "lib/b/a.js");
  CHECK(header_path("package/", "lib/a.js") == "lib/a.js");
  CHECK(header_path("a\\b", "c/d") == "b/c/d");
}

TEST_CASE("pax paths and long names are cut at a slash only") {
  CHECK(after_first_slash("package/a") == "a");
  CHECK(after_first_slash("package\\a/b") == "b");
  CHECK(after_first_slash("a") == "a");
  CHECK(after_first_slash("a/") == "");
}

TEST_CASE("a long name ends at its NUL, but only to the end of that line") {
  CHECK(long_name_path("package/a\0"s) == "a");
  CHECK(long_name_path("package/a\0junk"s) == "a");
  CHECK(long_name_path("package/a\0junk\nmore"s) == "a\nmore");
  CHECK(long_name_path("package/a\0b\xe2\x80\xa8"
                       "c"s) ==
        "a\xe2\x80\xa8"
        "c");
  CHECK(long_name_path("\0package/a"s) == "");
}

TEST_CASE("dots are resolved where a dot stands before a separator, and nowhere else") {
  struct {
    std::string path, resolved;
  } const cases[] = {{"./dist/x", "dist/x"},
                     {"dist/./x", "dist/x"},
                     {"../../x", "x"},
                     {"a/../b", "b"},
                     {"a.\\b", "a./b"},
                     {"a/..\\..\\b", "b"},
                     {"a/b/./", "a/b/"},
                     {"./", ""},
                     {"x/..", "x/.."},
                     {"a\\b", "a\\b"},
                     {"a//b", "a//b"},
                     {"a.//b", "a./b"},
                     {"..hidden/x", "..hidden/x"}};
  for (const auto& c : cases) {
    CAPTURE(c.path);
    CHECK(resolve_dots(c.path) == c.resolved);
  }
}

TEST_CASE("each double slash becomes one, once") {
  CHECK(recorded_path("a//b///c////d") == "a/b//c//d");
  CHECK(recorded_path("a/") == "a/");
}

TEST_CASE("a path that leaves the package is refused") {
  for (const std::string_view path : {"..", "x/..", "/abs", "\\abs", "a\\..", "..\\a", "a/../b"}) {
    CAPTURE(path);
    CHECK_THROWS_AS(recorded_path(path), Error);
  }
  for (const std::string_view path : {"", "...", "a..", "..a", "a/..b", "C:/x"}) {
    CAPTURE(path);
    CHECK_NOTHROW(recorded_path(path));
  }
}

TEST_CASE("bytes that are not UTF-8 are replaced") {
  CHECK(header_path("", "package/\xc3\x28") == "\xef\xbf\xbd(");
  CHECK(long_name_path("p/\xff") == "\xef\xbf\xbd");
}

TEST_CASE("for pnpm 9 dots count before slashes only, and backslashes are no separators") {
  CHECK(resolve_dots("a.\\b", kV3Traits.rules) == "a.\\b");
  CHECK(resolve_dots("./a/..\\b\\../c", kV3Traits.rules) == "a/..\\b\\../c");
  CHECK(resolve_dots("a/../b", kV3Traits.rules) == "b");
}
