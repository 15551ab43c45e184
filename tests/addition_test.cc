#include "cafs/addition.h"

#include <doctest/doctest.h>

#include "cafs/error.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

struct Fixture {
  Temporary dir;
  std::string bytes = simple_tarball(R"({"name":"a","version":"1.0.0"})");
  Tarball tarball{.path = dir / "a.tgz"};
  AddOptions options;

  Fixture() { write_file(tarball.path, bytes); }

  /// What is left to hash after unpacking.
  std::string to_hash() const {
    Addition addition(tarball, options);
    AddSeconds seconds;
    addition.open(seconds);
    addition.unpack(1 << 20, seconds);
    return std::string(as_text(addition.to_hash()));
  }

  static std::vector<Digest> digests_of(const Addition& addition) {
    std::vector<Digest> digests;
    for (const Entry& entry : addition.entries()) digests.push_back(sha512(entry.content));
    return digests;
  }

  void unpack_and_settle(std::uint64_t limit = 1 << 20) const {
    Addition addition(tarball, options);
    AddSeconds seconds;
    addition.open(seconds);
    try {
      addition.unpack(limit, seconds);
    } catch (const Error&) {
      addition.check(sha512(addition.to_hash()));
      throw;
    }
    addition.check(sha512(addition.to_hash()));
    addition.settle(Store(dir / "settled", Visibility::at_the_end), digests_of(addition));
  }
};

const Integrity kWrong = Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "the SHA-512 of a tarball is wanted to name it, or to check it, and else not") {
  CHECK(to_hash() == bytes);
  tarball.integrity = Integrity::of(as_bytes(bytes));
  CHECK(to_hash() == bytes);
  options.trust = Trust::trusted;
  CHECK(to_hash().empty());
}

TEST_CASE_FIXTURE(Fixture, "an integrity by another hash function is checked by that") {
  tarball.integrity = kWrong;
  CHECK_THROWS_AS(unpack_and_settle(), IntegrityMismatch);
  tarball.integrity =
      Integrity::parse("sha1-" + hash(HashAlgorithm::sha1, as_bytes(bytes)).base64());
  CHECK_NOTHROW(unpack_and_settle());
  CHECK(to_hash().empty());
}

TEST_CASE_FIXTURE(Fixture,
                  "what is not what was promised is a mismatch, whatever else is wrong with it") {
  write_file(tarball.path, "no tarball");
  for (const Integrity& wrong : {kWrong, Integrity::of({})}) {
    tarball.integrity = wrong;
    CHECK_THROWS_AS(unpack_and_settle(), IntegrityMismatch);
  }
  tarball.integrity = Integrity::of(as_bytes("no tarball"));
  CHECK_THROWS_WITH_AS(unpack_and_settle(), doctest::Contains("gzip"), Error);
  write_file(tarball.path, bytes);
  tarball.integrity = Integrity::of({});
  CHECK_THROWS_AS(unpack_and_settle(10), IntegrityMismatch);
}

TEST_CASE_FIXTURE(Fixture, "an id that fits no file name is found before anything is written") {
  tarball.id = PackageId::parse("a@" + std::string(200, '1'));
  CHECK_THROWS_WITH_AS(unpack_and_settle(), doctest::Contains("too long"), Error);
}

TEST_CASE_FIXTURE(Fixture, "large entries wait in files, the others in memory") {
  const std::string large(2 << 20, 'x');
  write_file(tarball.path, gzipped(tar_member({.name = "p/large", .content = large}) +
                                   tar_member({.name = "p/small", .content = "s"}) + tar_end()));
  tarball.id = PackageId::parse("a@1.0.0");
  Store store(dir / "out", Visibility::at_the_end);
  Addition addition(tarball, options);
  AddSeconds seconds;
  addition.open(seconds);
  addition.unpack(4 << 20, seconds);
  CHECK(addition.stage(store, large.size(), seconds) == large.size());
  REQUIRE(addition.staged(0));
  CHECK(addition.staged(0)->size() == large.size());
  CHECK_FALSE(addition.staged(1));
  addition.check(sha512(addition.to_hash()));
  const std::vector<Digest> digests{sha512(as_bytes(large)), sha512(as_bytes("s"))};
  addition.settle(store, digests);
  for (std::size_t i = 0; i < 2; ++i) addition.place(store, i, digests[i]);
  CHECK(addition.finish(store, digests).bytes == large.size() + 1);
  store.publish();
  CHECK(read_file(dir / "out/v10/" + content_path(digests[0], Executable::no)) == large);
}
