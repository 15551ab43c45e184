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
                     {"first@corp:1.0.0", "corp+1.0.0"},
                     {"@s/first@corp:1.0.0-a+b", "corp+1.0.0-a+b"},
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

TEST_CASE("a key that names the registry before the version is the id as a whole") {
  for (const std::string_view key :
       {"first@corp:1.0.0", "@s/first@corp:1.0.0", "a@Corp_1.x-y:10.20.30-rc.1+build.5",
        "a@gh:0.0.0", "a@npmjs:1.0.0-0"}) {
    CAPTURE(key);
    CHECK(PackageId::parse(key).text() == key);
  }
}

TEST_CASE("what is no name of a registry, or has no exact version, is a location") {
  struct {
    std::string_view key, id;
  } const cases[] = {{"a@npm:1.0.0", "npm:1.0.0"},
                     {"a@jsr:1.0.0", "jsr:1.0.0"},
                     {"a@git:1.0.0", "git:1.0.0"},
                     {"a@file:1.0.0", "file:1.0.0"},
                     {"a@link:1.0.0", "link:1.0.0"},
                     {"a@workspace:1.0.0", "workspace:1.0.0"},
                     {"a@9corp:1.0.0", "9corp:1.0.0"},
                     {"a@git+ssh:1.0.0", "git+ssh:1.0.0"},
                     {"a@corp:^1.0.0", "corp:^1.0.0"},
                     {"a@corp:1.0", "corp:1.0"},
                     {"a@corp:01.0.0", "corp:01.0.0"},
                     {"a@corp:latest", "corp:latest"},
                     {"a@host:8080/a.tgz", "host:8080/a.tgz"}};
  for (const auto& c : cases) {
    CAPTURE(c.key);
    CHECK(PackageId::parse(c.key).text() == c.id);
  }
}

TEST_CASE("no lockfile has these ids") {
  for (const std::string& id :
       {""s, "lodash"s, "@1.0.0"s, "a\n@1"s, "a\0@1"s, "\x7f@1"s, "\xff@1"s}) {
    CAPTURE(id);
    CHECK_THROWS_AS(PackageId::parse(id), Error);
  }
  CHECK_NOTHROW(PackageId::parse("a@" + std::string(10000, 'x')));
  CHECK_NOTHROW(PackageId::parse("../../etc@1"));
}
