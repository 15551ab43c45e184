#include "cafs/tarball/container.h"
#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/bzip2.h"
#include "tests/support/tar_builder.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

constexpr std::uint64_t kPlenty = 1 << 26;

}  // namespace

TEST_CASE("a package is gzip around tar, or bare tar") {
  const std::string tar = tar_member({.name = "package/a", .content = "A"}) + tar_end();
  for (const std::string& bytes : {tar, gzipped(tar)}) {
    const Unpacked unpacked = unpack(as_bytes(bytes), Container::tarball, kPlenty);
    REQUIRE(unpacked.entries.size() == 1);
    CHECK(as_text(unpacked.entries[0].content) == "A");
  }
}

TEST_CASE("anything else is refused unless it was asked for") {
  for (const std::string& bytes : {std::string("PK\3\4"), std::string(2000, 'x')}) {
    CHECK_THROWS_WITH_AS(unpack(as_bytes(bytes), Container::tarball, kPlenty),
                         "not a gzip or tar archive", Error);
  }
  CHECK_THROWS_WITH_AS(unpack({}, Container::tarball, kPlenty), "the file is empty", Error);
}

TEST_CASE("the limit holds for a bare tar too") {
  const std::string tar = tar_member({.name = "package/a", .content = "A"}) + tar_end();
  CHECK_THROWS_AS(unpack(as_bytes(tar), Container::tarball, 1000), Error);
}

TEST_CASE("for a v11 store a package without package.json gets pnpm's stand-in, as its last file") {
  const std::string tar = tar_member({.name = "package/a", .content = "A"}) + tar_end();
  const Unpacked unpacked = unpack(as_bytes(tar), Container::tarball, kPlenty, kV11Traits.rules);
  REQUIRE(unpacked.entries.size() == 2);
  CHECK(unpacked.entries[1].path == "package.json");
  CHECK(unpacked.entries[1].mode == 0644);
  CHECK(unpacked.entries[1].content.size() == 108);
}

TEST_CASE("for a v11 store a package.json of its own stays the only one") {
  const std::string bytes = simple_tarball("{}");
  CHECK(unpack(as_bytes(bytes), Container::tarball, kPlenty, kV11Traits.rules).entries.size() == 2);
}

TEST_CASE("bzip2 around tar is a tarball to pnpm 11 only") {
  const std::string bytes = bzipped(tar_end());
  CHECK(unpack(as_bytes(bytes), Container::tarball, kPlenty, kV11Traits.rules).entries.size() == 1);
  CHECK_THROWS_AS(unpack(as_bytes(bytes), Container::tarball, kPlenty), Error);
}

TEST_CASE("what begins like bzip2 is no tar to pnpm 11, and nothing is decompressed twice") {
  const std::string tar = tar_member({.name = "BZh9/a", .content = "A"}) + tar_end();
  CHECK(unpack(as_bytes(tar), Container::tarball, kPlenty).entries.size() == 1);
  for (const std::string& bytes : {tar, bzipped(gzipped(tar)), bzipped(bzipped(tar))}) {
    CHECK_THROWS_AS(unpack(as_bytes(bytes), Container::tarball, kPlenty, kV11Traits.rules), Error);
  }
}

TEST_CASE("of several bzip2 streams pnpm 11 reads the first, whoever asks for any container all") {
  const std::string tar = tar_member({.name = "package/a", .content = "A"}) + tar_end();
  const std::string bytes = bzipped(tar.substr(0, 600)) + bzipped(tar.substr(600));
  CHECK_THROWS_AS(unpack(as_bytes(bytes), Container::tarball, kPlenty, kV11Traits.rules), Error);
  CHECK(unpack(as_bytes(bytes), Container::any, kPlenty, kV11Traits.rules).entries.size() == 2);
}
