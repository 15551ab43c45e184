#include "cafs/tarball/zip.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/zip_builder.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

std::string plain(const std::string& package) {
  const auto zip = plain_zip(as_bytes(package));
  return zip ? std::string(as_text(zip->view())) : "none";
}

const std::string kMarked = zip_of("p/é", "x", true);
const std::string kPlain = zip_of("p/é", "x", false);

}  // namespace

TEST_CASE("a marked zip becomes the zip without marks") {
  CHECK(plain(kMarked) == kPlain);
  CHECK(plain(kPlain) == kPlain);
}

TEST_CASE("a program before a zip goes, and a comment and data behind it") {
  CHECK(plain("#!/bin/sh\n" + kMarked) == kPlain);
  CHECK(plain(with_comment(kMarked, "text")) == kPlain);
  CHECK(plain(kMarked + "text") == kPlain);
  CHECK(plain("#!/bin/sh\n" + kMarked + "text") == "none");
}

TEST_CASE(
    "of two zips, the one whose comment ends the bytes counts, then the one that starts first") {
  const std::string other = zip_of("q/a", "y", false);
  CHECK(plain(with_comment(kMarked, other)) == kPlain);
  CHECK(plain(kMarked + other) == other);
  CHECK(plain(with_comment(kMarked, "PK\5\6" + std::string(18, '\0'))) == kPlain);
}

TEST_CASE("a zip that is cut off anywhere is none") {
  for (std::size_t size = 0; size < kMarked.size(); ++size)
    CHECK(plain(kMarked.substr(0, size)) == "none");
  for (std::size_t start = 1; start <= kMarked.size(); ++start)
    CHECK(plain(kMarked.substr(start)) == "none");
}

TEST_CASE("a zip without entries is refused") {
  CHECK_THROWS_WITH_AS(plain("PK\5\6" + std::string(18, '\0')), "the archive has no entries",
                       Error);
}
