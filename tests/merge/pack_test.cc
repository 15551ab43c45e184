#include "cafs/merge/pack.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "cafs/base/error.h"
#include "cafs/tarball/container.h"
#include "tests/support/add.h"
#include "tests/support/packed.h"
#include "tests/support/sample_store.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

struct Fixture {
  Temporary dir;
  Workers workers{2};
  Progress progress;
  const std::string large = std::string(20 << 20, 'l');

  Fixture() {
    add_package(dir / "a", "a@1", {{"a.js", "a"}, {"bin", "run", true}, {"large", large}});
    add_package(dir / "b", "b@1", {{"b.js", "b"}});
    std::filesystem::create_directories(dir / "b/v10/file+x.tgz");
    write_file(dir / "b/v10/file+x.tgz/tarball-integrity", "sha512-x");
  }

  std::string packed(const std::vector<std::string>& names, unsigned jobs) {
    Workers own(jobs);
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(dir / name);
    pack(dir / "out", paths, {}, own, progress);
    return read_file(dir / "out/pnpm-store.tar.zst");
  }
};

/// Fragments of each kind that a store has: of the registry, of git hosts whose directories come
/// before and after `files`, and local ones.
struct KindsFixture {
  Temporary dir;
  Workers workers{2};
  Progress progress;
  std::vector<std::string> fragments;

  void add_fragment(StoreKind kind, const std::string& id, Origin origin) {
    const std::string name = "p" + std::to_string(fragments.size());
    write_file(dir / "t.tgz", simple_tarball(R"({"name":")" + name + R"(","version":"1.0.0"})"));
    Store store(dir / name, Visibility::at_the_end, Durability::eventual, kind);
    add(store, {.tarball = dir / "t.tgz", .origin = origin, .id = PackageId::parse(id)}, {},
        workers);
    store.publish();
    fragments.push_back(dir / name);
  }

  void add_fragments(StoreKind kind) {
    for (int i = 0; i < 40; ++i) {
      add_fragment(kind, "p" + std::to_string(i) + "@1.0.0", Origin::registry);
    }
    add_fragment(kind, "https://bitbucket.org/u/r/01", Origin::git_host);
    add_fragment(kind, "bzr+https://bitbucket.org/u/r#01", Origin::git_host);
    add_fragment(kind, "git+ssh://host/u/r#01", Origin::git_host);
    add_fragment(kind, "file:a.tgz", Origin::registry);
  }

  void check(StoreKind kind) {
    add_fragments(kind);
    MergeOptions options;
    options.kinds = {kind};
    pack(dir / "out", fragments, options, workers, progress);
    cafs::merge(dir / "merged", fragments, options, workers, progress);
    const auto members = members_of(dir / "out/pnpm-store.tar.zst");
    check_order(members);
    check_files(members, tree(dir / "merged"));
  }

  static void check_order(const std::vector<PackedMember>& members) {
    std::set<std::string> directories{""};
    std::string last;
    for (const PackedMember& member : members) {
      CAPTURE(member.path);
      CHECK(member.path > last);
      last = member.path;
      const std::size_t slash = member.path.rfind('/', member.path.size() - 2);
      CHECK(directories.contains(member.path.substr(0, slash + 1)));
      if (member.path.ends_with('/')) CHECK(directories.insert(member.path).second);
    }
  }

  static void check_files(const std::vector<PackedMember>& members,
                          std::map<std::string, std::string> merged) {
    merged.erase("v11/index.db");  // the archive has it as text
    for (const PackedMember& member : members) {
      if (member.path.ends_with('/') || member.path == "v11/index.db.sql") continue;
      CAPTURE(member.path);
      CHECK(merged.at(member.path) == member.content);
      merged.erase(member.path);
    }
    CHECK(merged.empty());
  }
};

}  // namespace

TEST_CASE_FIXTURE(KindsFixture, "members of a v3 store are in the order of paths, each once") {
  check({StoreVersion::v3, IndexKind::files});
}

TEST_CASE_FIXTURE(KindsFixture, "members of a v10 store are in the order of paths, each once") {
  check({StoreVersion::v10, IndexKind::files});
}

TEST_CASE_FIXTURE(KindsFixture, "members of a v11 store are in the order of paths, each once") {
  check({StoreVersion::v11, IndexKind::files});
}

TEST_CASE_FIXTURE(KindsFixture, "members of a v11 database are in the order of paths, each once") {
  check({StoreVersion::v11, IndexKind::database});
}

TEST_CASE_FIXTURE(Fixture, "an archive has the members of the merged store, in order") {
  const std::string archive = packed({"a", "b"}, 2);
  cafs::merge(dir / "merged", {dir / "a", dir / "b"}, {}, workers, progress);
  const Unpacked unpacked = unpack(as_bytes(archive), Container::any, 1 << 30);
  auto wanted = tree(dir / "merged/v10");
  std::string last;
  for (const Entry& entry : unpacked.entries) {  // paths without v10, the archive's top directory
    CAPTURE(entry.path);
    CHECK(entry.path > last);
    last = entry.path;
    CHECK(wanted.at(entry.path) == as_text(entry.content));
    CHECK(entry.mode == (entry.path.ends_with("-exec") ? 0555 : 0444));
    wanted.erase(entry.path);
  }
  CHECK(wanted.empty());
}

TEST_CASE_FIXTURE(Fixture, "order and threads make no difference to the bytes") {
  const std::string first = packed({"a", "b"}, 1);
  CHECK(packed({"b", "a"}, 3) == first);
}

TEST_CASE_FIXTURE(Fixture, "the time of members is that of the source") {
  const std::string first = packed({"b"}, 1);
  ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  CHECK(packed({"b"}, 1) != first);
  ::setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
  CHECK_THROWS_WITH_AS(packed({"b"}, 1), doctest::Contains("yesterday"), Error);
  ::unsetenv("SOURCE_DATE_EPOCH");
}

TEST_CASE_FIXTURE(Fixture, "a file that is missing leaves the archive of before") {
  const std::string before = packed({"a", "b"}, 1);
  std::filesystem::remove(dir / "a/v10/" + path_of_content("a"));
  CHECK_THROWS_AS(packed({"a", "b"}, 1), Error);
  CHECK(tree(dir / "out").size() == 1);
  CHECK(read_file(dir / "out/pnpm-store.tar.zst") == before);
}

TEST_CASE_FIXTURE(Fixture, "a pack that fails leaves no directory that it made") {
  std::filesystem::remove(dir / "a/v10/" + path_of_content("a"));
  CHECK_THROWS_AS(packed({"a"}, 1), Error);
  CHECK_FALSE(std::filesystem::exists(dir / "out"));
}
