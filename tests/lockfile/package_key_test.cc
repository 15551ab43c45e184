#include "cafs/lockfile/package_key.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

TEST_CASE("a key of a lockfile is split into name and version") {
  struct {
    std::string_view key, scope, bare, version, id;
  } const cases[] = {
      {"a@1.0.0", "", "a", "1.0.0", "a@1.0.0"},
      {"@s/a@1.0.0", "@s", "a", "1.0.0", "@s/a@1.0.0"},
      {"a@1.0.0+build.1", "", "a", "1.0.0+build.1", "a@1.0.0+build.1"},
      {"a@file:x/a@b.tgz", "", "a", "file:x/a@b.tgz", "file:x/a@b.tgz"},
      {"@s/a@https://h/a.tgz", "@s", "a", "https://h/a.tgz", "https://h/a.tgz"},
      {"@s/a@corp:1.0.0", "@s", "a", "corp:1.0.0", "@s/a@corp:1.0.0"},
      {"a@npm:1.0.0", "", "a", "npm:1.0.0", "npm:1.0.0"},
      {"a@git:1.0.0.tgz", "", "a", "git:1.0.0.tgz", "git:1.0.0.tgz"},
      {"node@runtime:24.0.0", "", "node", "runtime:24.0.0", "node@runtime:24.0.0"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.key);
    const PackageKey key = PackageKey::parse(c.key);
    CHECK(key.scope == c.scope);
    CHECK(key.bare == c.bare);
    CHECK(key.version == c.version);
    CHECK(id_of_key(c.key) == c.id);
  }
}

TEST_CASE("what is no key of a lockfile is refused") {
  for (const std::string_view key :
       {"", "a", "@s/a", "@s@1.0.0", "s/a@1.0.0", "@/a@1", "@s/@1", "file:a@b"}) {
    CAPTURE(key);
    CHECK_THROWS_AS(PackageKey::parse(key), Error);
  }
}

TEST_CASE("a package may be from a registry with a name") {
  CHECK(PackageKey::parse("a@corp:1.0.0-rc.1+b").registry == "corp");
  CHECK(PackageKey::parse("a@corp:1.0.0-rc.1+b").plain_version() == "1.0.0-rc.1");
  for (const std::string_view key :
       {"a@1.0.0", "a@file:1.0.0", "a@npm:1.0.0", "a@corp:x", "a@1corp:1.0.0", "a@runtime:1.0.0"}) {
    CAPTURE(key);
    CHECK(PackageKey::parse(key).registry.empty());
  }
}

TEST_CASE("the version in the name of a tarball ends before a plus") {
  CHECK(PackageKey::parse("a@1.0.0-rc.1+build").plain_version() == "1.0.0-rc.1");
}
