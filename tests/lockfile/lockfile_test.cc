#include "cafs/lockfile/lockfile.h"

#include <doctest/doctest.h>

#include <string>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

constexpr std::string_view kHead = "lockfileVersion: '9.0'\nimporters: {.: {}}\n";

std::string why_not(std::string_view text) {
  try {
    const YamlStream documents(text);
    read_lockfile(documents);
    return "it was read";
  } catch (const Error& e) {
    return e.what();
  }
}

}  // namespace

TEST_CASE("packages, importers and snapshots are read") {
  const YamlStream documents(R"(
lockfileVersion: '9.0'
settings: {integrityTarget: tar}
importers:
  .:
    dependencies: {a: {specifier: ^1.0.0, version: 1.0.0(b@2.0.0)}}
    devDependencies: {c: {specifier: 'link:c', version: 'link:c'}}
packages:
  a@1.0.0: {resolution: {integrity: sha512-x, tarball: 'https://h/a.tgz'}, os: [linux, '!win32'], libc: musl}
  b@2.0.0: {resolution: {type: directory, directory: b}}
snapshots:
  a@1.0.0(b@2.0.0): {dependencies: {b: 2.0.0}}
  b@2.0.0: {optional: true, id: 'other@1'}
)");
  const Lockfile lockfile = read_lockfile(documents);
  CHECK(lockfile.integrity_target == IntegrityTarget::tar);
  REQUIRE(lockfile.packages.size() == 2);
  const LockedPackage& a = lockfile.packages[0];
  CHECK(a.key == "a@1.0.0");
  CHECK(a.line == 9);
  CHECK(a.resolution.integrity == "sha512-x");
  CHECK(a.resolution.tarball == "https://h/a.tgz");
  CHECK(a.platforms.os == std::vector<std::string_view>{"linux", "!win32"});
  CHECK(a.platforms.libc == std::vector<std::string_view>{"musl"});
  CHECK(!a.optional);
  const LockedPackage& b = lockfile.packages[1];
  CHECK(b.resolution.directory == "b");
  CHECK(b.optional);
  CHECK(b.id == "other@1");
  REQUIRE(lockfile.importers.size() == 1);
  REQUIRE(lockfile.importers[0].dependencies.size() == 2);
  CHECK(lockfile.importers[0].dependencies[0].version == "1.0.0(b@2.0.0)");
  CHECK(lockfile.importers[0].dependencies[1].version == "link:c");
  CHECK(lockfile.snapshots[lockfile.snapshot_by_key.at("a@1.0.0(b@2.0.0)")].dependencies[0].name ==
        "b");
}

TEST_CASE("of the documents of a lockfile all packages count") {
  const YamlStream documents(
      "lockfileVersion: '9.0'\n"
      "importers: {.: {configDependencies: {c: {specifier: 1.0.0, version: 1.0.0}}}}\n"
      "packages: {c@1.0.0: {resolution: {integrity: x}}}\n"
      "snapshots: {c@1.0.0: {}}\n"
      "---\n"
      "lockfileVersion: '9.0'\n"
      "importers: {.: {}}\n"
      "packages: {a@1.0.0: {resolution: {integrity: x}}}\n"
      "snapshots: {a@1.0.0: {}}\n");
  const Lockfile lockfile = read_lockfile(documents);
  CHECK(lockfile.packages.size() == 2);
  REQUIRE(lockfile.importers.size() == 2);
  CHECK(lockfile.importers[0].config_dependencies[0].name == "c");
}

TEST_CASE("a path may have parentheses of its own") {
  const YamlStream documents(
      std::string(kHead) +
      "packages: {'a@file:x(1).tgz': {resolution: {tarball: 'file:x(1).tgz'}}}\n"
      "snapshots: {'a@file:x(1).tgz(b@1.0.0)': {}}\n");
  const Lockfile lockfile = read_lockfile(documents);
  const auto index = lockfile.snapshot_by_key.at("a@file:x(1).tgz(b@1.0.0)");
  CHECK(lockfile.snapshots[index].package == 0);
}

TEST_CASE("variants of variants are not read") {
  std::string text = "x:\n  - &r0 {type: variations, variants: []}\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "{resolution: *r" + std::to_string(i - 1) + " , targets: []}";
    text += "  - &r" + std::to_string(i) + " {type: variations, variants: [" + before + ", " +
            before + "]}\n";
  }
  const YamlStream documents(text + std::string(kHead) +
                             "packages: {a@1.0.0: {resolution: *r9 }}\nsnapshots: {a@1.0.0: {}}\n");
  CHECK(read_lockfile(documents).packages[0].resolution.variants.size() == 2);
}

TEST_CASE("what is no whole lockfile of version 9.0 is refused") {
  const std::string head(kHead);
  struct {
    std::string text, want;
  } const cases[] = {
      {"", "has no lockfileVersion: is it a pnpm-lock.yaml?"},
      {"a: 1", "has no lockfileVersion: is it a pnpm-lock.yaml?"},
      {"- a", "line 1: the lockfile: want a mapping"},
      {"lockfileVersion: '6.0'",
       "line 1: lockfileVersion: \"6.0\" is not supported: want 9.0, as pnpm 9 to 12 write it"},
      {"lockfileVersion: '9.0'", "has no importers: it is cut off"},
      {head + "packages: {a@1.0.0: {resolution: {integrity: x}}}",
       "has packages, but no snapshots: it is cut off"},
      {head + "snapshots: {a@1.0.0: {}}",
       "line 3: a@1.0.0: is among the snapshots, but not among the packages"},
      {head + "packages: {a@1.0.0: {resolution: {integrity: x}}, b@1.0.0: {resolution: {integrity: "
              "x}}}\n"
              "snapshots: {a@1.0.0: {}}",
       "line 3: b@1.0.0: is not among the snapshots"},
      {head + "packages:\n  a@1.0.0: {}\nsnapshots: {a@1.0.0: {}}",
       "line 4: a@1.0.0: has no resolution"},
      {head +
           "packages:\n  a@file:d:\n    resolution: {type: directory}\nsnapshots: {a@file:d: {}}",
       "line 5: a@file:d: has a resolution of the type directory, without the directory"},
      {head + "packages:\n  a@1.0.0:\n    resolution: {integrity: [x]}\nsnapshots: {a@1.0.0: {}}",
       "line 5: a@1.0.0: want a text"},
      {head + "packages:\n  a@1.0.0:\n    resolution: nonsense\nsnapshots: {a@1.0.0: {}}",
       "line 5: a@1.0.0: want a mapping"},
      {head + "packages:\n  a@1.0.0:\n    resolution: {integrity: x}\n    os: [[x]]\nsnapshots: "
              "{a@1.0.0: {}}",
       "line 6: a@1.0.0: want a text"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(why_not(c.text) == c.want);
  }
}
