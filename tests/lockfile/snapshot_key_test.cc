#include "cafs/lockfile/snapshot_key.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

constexpr std::string_view kLockfile = R"(lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: {version: 1.0.0(b@2.0.0)}
      alias: {version: b@2.0.0}
      linked: {version: 'link:../x'}
      gone: {version: 3.0.0}
packages: {a@1.0.0: {resolution: {integrity: x}}, b@2.0.0: {resolution: {integrity: y}}}
snapshots:
  a@1.0.0(b@2.0.0): {dependencies: {b: 2.0.0}}
  b@2.0.0: {}
)";

struct Read {
  explicit Read(std::string_view text) : documents(text), lockfile(read_lockfile(documents)) {}

  YamlStream documents;
  Lockfile lockfile;
};

}  // namespace

TEST_CASE("dependencies know their snapshots, by aliases, too") {
  const Read read(kLockfile);
  const Lockfile& lockfile = read.lockfile;
  const auto& wanted = lockfile.importers[0].dependencies;
  CHECK(snapshot_of(lockfile, wanted[0]).key == "a@1.0.0(b@2.0.0)");
  CHECK(snapshot_of(lockfile, wanted[1]).key == "b@2.0.0");
  CHECK(wanted[2].snapshot == Dependency::kNoSnapshot);
  CHECK(snapshot_of(lockfile, lockfile.snapshots[0].dependencies[0]).key == "b@2.0.0");
  CHECK_THROWS_WITH_AS(snapshot_of(lockfile, wanted[3]),
                       "gone@3.0.0 is needed, but not among the snapshots", Error);
}

TEST_CASE("of a snapshot in several documents the last one counts, and dependencies lead to it") {
  const std::string text =
      std::string(kLockfile) + "---\n" + std::string(kLockfile) + "  # the same again\n";
  const Read read(text);
  const Lockfile& lockfile = read.lockfile;
  CHECK(lockfile.snapshots.size() == 2);
  CHECK(snapshot_of(lockfile, lockfile.importers[1].dependencies[1]).key == "b@2.0.0");
}
