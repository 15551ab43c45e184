#include "cafs/format/container.h"

#include <doctest/doctest.h>

#include "cafs/error.h"
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
