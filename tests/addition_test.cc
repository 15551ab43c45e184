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

  std::string to_hash() const {
    Addition addition(tarball, options);
    addition.open();
    return std::string(as_text(addition.to_hash()));
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "the SHA-512 of a tarball is wanted to name it, or to check it, and else not") {
  CHECK(to_hash() == bytes);
  tarball.integrity = Integrity::of(as_bytes(bytes));
  CHECK(to_hash() == bytes);
  options.trust = Trust::trusted;
  CHECK(to_hash().empty());
  options.trust = Trust::check;
  tarball.integrity = Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  CHECK(to_hash().empty());
}

TEST_CASE_FIXTURE(Fixture, "an integrity by another hash function is checked by that") {
  tarball.integrity = Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  Addition wrong(tarball, options);
  wrong.open();
  CHECK_THROWS_AS(wrong.check({}), IntegrityMismatch);
  tarball.integrity =
      Integrity::parse("sha1-" + hash(HashAlgorithm::sha1, as_bytes(bytes)).base64());
  Addition right(tarball, options);
  right.open();
  CHECK_NOTHROW(right.check({}));
}

TEST_CASE_FIXTURE(Fixture, "an id that fits no file name is found before anything is written") {
  tarball.id = PackageId::parse("a@" + std::string(200, '1'));
  Addition addition(tarball, options);
  addition.open();
  addition.check(sha512(as_bytes(bytes)));
  CHECK_THROWS_WITH_AS(addition.unpack(1 << 20), doctest::Contains("too long"), Error);
}
