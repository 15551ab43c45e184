#include "cafs/add/addition.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/add.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

struct Fixture {
  Temporary dir;
  Workers workers{2};

  std::string tarball(const std::string& bytes) const {
    write_file(dir / "a.tgz", bytes);
    return dir / "a.tgz";
  }

  /// Adds to a fresh or existing `out` and publishes.
  Outcome add_one(const Request& request, const AddOptions& options = {}) {
    Store store(dir / "out", Visibility::at_the_end);
    Outcome added = add(store, request, options, workers);
    store.publish();
    return added;
  }
};

const std::string kPackage = simple_tarball(R"({"name":"a","version":"1.0.0"})");

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a package without id and integrity is keyed by what it is") {
  const Outcome added = add_one({.tarball = tarball(kPackage)});
  CHECK(added.id == "a@1.0.0");
  CHECK(added.integrity == Integrity::of(as_bytes(kPackage)).text());
  CHECK(added.files == 2);
  CHECK(added.new_files == 2);
  CHECK(added.bytes == 49);
  CHECK(tree(dir / "out/v10").count(added.index) == 1);
  CHECK(tree(dir / "out/v10").size() == 3);
}

TEST_CASE_FIXTURE(Fixture,
                  "the key is what the caller says, name and version what the package says") {
  const Integrity sha1(Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0="));
  const Outcome added =
      add_one({.tarball = tarball(kPackage), .id = PackageId::parse("b@2"), .integrity = sha1},
              {.trust = Trust::trusted});
  CHECK(added.index == "index/a9/993e364706816aba3e25717850c26c9cd0d89d-b@2.json");
  CHECK(read_file(dir / "out/v10/" + added.index).starts_with(R"({"name":"a","version":"1.0.0",)"));
}

TEST_CASE_FIXTURE(Fixture, "a wrong integrity is a mismatch, and nothing is written") {
  const Request wrong{.tarball = tarball(kPackage), .integrity = Integrity::of({})};
  CHECK_THROWS_AS(add_one(wrong), IntegrityMismatch);
  CHECK_FALSE(tree(dir.path()).contains("out/v10"));
  CHECK(tree(dir.path()).size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a package without package.json can be added when its id is known") {
  const std::string bytes = gzipped(tar_member({.name = "p/a", .content = "A"}) + tar_end());
  CHECK_THROWS_WITH_AS(add_one({.tarball = tarball(bytes)}),
                       "no package id was given, and package.json has no name and version", Error);
  CHECK(add_one({.tarball = tarball(bytes), .id = PackageId::parse("a@1")}).files == 1);
}

TEST_CASE_FIXTURE(Fixture, "the last package.json counts") {
  const std::string bytes =
      gzipped(tar_member({.name = "p/package.json", .content = "not JSON"}) +
              tar_member({.name = "q/package.json", .content = R"({"name":"z","version":"1"})"}) +
              tar_end());
  CHECK(add_one({.tarball = tarball(bytes)}).id == "z@1");
}

TEST_CASE_FIXTURE(Fixture, "a bad package leaves nothing, however late it is found bad") {
  for (const std::string& bytes : {simple_tarball("{,}"), kPackage.substr(0, kPackage.size() - 1),
                                   kPackage + "x", std::string("text"), std::string()}) {
    CHECK_THROWS_AS(add_one({.tarball = tarball(bytes), .id = PackageId::parse("a@1")}), Error);
    CHECK(tree(dir.path()).size() == 1);
  }
}

TEST_CASE_FIXTURE(Fixture, "adding again writes nothing new") {
  add_one({.tarball = tarball(kPackage)});
  const auto before = tree(dir / "out");
  CHECK(add_one({.tarball = tarball(kPackage)}).new_files == 0);
  CHECK(tree(dir / "out") == before);
}

TEST_CASE_FIXTURE(Fixture, "more than the limit is refused") {
  CHECK_THROWS_AS(add_one({.tarball = tarball(kPackage)}, {.max_unpacked = 1000}), Error);
}

TEST_CASE_FIXTURE(Fixture, "a large mapped tarball that is a bare tar can be added") {
  const std::string tar =
      tar_member({.name = "p/package.json", .content = R"({"name":"b","version":"1"})"}) +
      tar_member({.name = "p/big", .content = std::string(3 << 20, 'b')}) + tar_end();
  const Outcome added = add_one({.tarball = tarball(tar)});
  CHECK(added.files == 2);
}
