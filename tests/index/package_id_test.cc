#include "cafs/index/package_id.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;
using namespace std::string_literals;

TEST_CASE("the characters that no file name may have on every system become plus signs") {
  struct {
    std::string_view id, file;
  } const cases[] = {{"foo@1.0.0", "foo@1.0.0"},
                     {"@s/scoped@1.0.0", "@s+scoped@1.0.0"},
                     {"node@runtime:22.0.0", "node@runtime+22.0.0"},
                     {"http://127.0.0.1:4/u.tgz", "http+++127.0.0.1+4+u.tgz"},
                     {"a:@\\/:*?\"<>|#&", "a+@+++++++++#&"}};
  for (const auto& c : cases) CHECK(PackageId::parse(c.id).file_name() == c.file);
}

TEST_CASE("of a lockfile's key with a location the location is the id") {
  struct {
    std::string_view key, id;
  } const cases[] = {{"a@file:a.tgz", "file:a.tgz"},
                     {"@s/a@file:x/@s/a.tgz", "file:x/@s/a.tgz"},
                     {"a@https://host/@s/a.tgz", "https://host/@s/a.tgz"},
                     {"https://host/@s/a@1.tgz", "https://host/@s/a@1.tgz"},
                     {"git+ssh://git@host/a.git#1", "git+ssh://git@host/a.git#1"},
                     {"file:../@s/a:b.tgz", "file:../@s/a:b.tgz"},
                     {"node@runtime:22.0.0", "node@runtime:22.0.0"},
                     {"a@1.0.0", "a@1.0.0"}};
  for (const auto& c : cases) CHECK(PackageId::parse(c.key).text() == c.id);
}

TEST_CASE("no lockfile has these ids") {
  for (const std::string& id : {""s, "lodash"s, "@1.0.0"s, "a\n@1"s, "a\0@1"s, "\x7f@1"s, "\xff@1"s,
                                "a@" + std::string(210, 'x')}) {
    CAPTURE(id);
    CHECK_THROWS_AS(PackageId::parse(id), Error);
  }
  CHECK_NOTHROW(PackageId::parse("a@" + std::string(209, 'x')));
  CHECK_NOTHROW(PackageId::parse("../../etc@1"));
}
