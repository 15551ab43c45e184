#include "cafs/pack.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "cafs/error.h"
#include "cafs/format/container.h"
#include "tests/support/sample_store.h"
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

}  // namespace

TEST_CASE_FIXTURE(Fixture, "an archive has the members of the merged store, in order") {
  const std::string archive = packed({"a", "b"}, 2);
  cafs::merge(dir / "merged", {dir / "a", dir / "b"}, {}, workers, progress);
  const Unpacked unpacked = unpack(as_bytes(archive), Container::any, 1 << 30);
  auto wanted = tree(dir / "merged/v10");
  std::string last;
  for (const Entry& entry : unpacked.entries) {  // without v10, as a tarball's top directory goes
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
