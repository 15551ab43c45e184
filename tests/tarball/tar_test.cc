#include "cafs/tarball/tar.h"
#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/tar_builder.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

std::vector<Entry> read(const std::string& members) {
  static std::string archive;  // the entries point into it
  archive = members + tar_end();
  return read_tar(as_bytes(archive));
}

Entry only(const std::string& members) {
  const auto entries = read(members);
  REQUIRE(entries.size() == 1);
  return entries[0];
}

}  // namespace

TEST_CASE("files are listed in order with mode and content") {
  const auto entries = read(tar_member({.name = "package/b", .content = "B", .mode = "100755 "}) +
                            tar_member({.name = "package/a", .content = "AA"}));
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].path == "b");
  CHECK(entries[0].mode == 0100755);
  CHECK(entries[0].executable());
  CHECK(as_text(entries[1].content) == "AA");
  CHECK_FALSE(entries[1].executable());
}

TEST_CASE("of several files with one path the last counts, at the place of the first") {
  const auto entries = read(tar_member({.name = "package/a", .content = "1"}) +
                            tar_member({.name = "package/b", .content = "2"}) +
                            tar_member({.name = "other/a", .content = "3", .mode = "755"}));
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].path == "a");
  CHECK(as_text(entries[0].content) == "3");
  CHECK(entries[0].executable());
}

TEST_CASE("a hard link is a file with its own data, directories and symlinks are passed over") {
  const auto entries = read(tar_member({.name = "package/d/", .content = "data", .type = '5'}) +
                            tar_member({.name = "package/s", .type = '2'}) +
                            tar_member({.name = "package/h", .type = '1'}));
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].path == "h");
  CHECK(entries[0].content.empty());
}

TEST_CASE("a pax path or a long name replaces the name of the next member") {
  const std::string file = tar_member({.name = "package/short", .content = "x"});
  CHECK(only(pax_header(pax_record("path", "package/long")) + file).path == "long");
  CHECK(only(tar_member({.name = "L", .content = "package/longer", .type = 'L'}) + file).path ==
        "longer");
  CHECK(only(pax_header(pax_record("path", "package/")) + file).path == "short");
}

TEST_CASE("every header uses up one pending name") {
  const std::string file = tar_member({.name = "package/f", .content = "x"});
  const std::string pax = pax_header(pax_record("path", "package/p"));
  const std::string dir = tar_member({.name = "package/d", .type = '5'});
  const std::string long_name = tar_member({.name = "L", .content = "package/l", .type = 'L'});
  CHECK(only(pax + dir + file).path == "f");
  CHECK(only(long_name + pax + file).path == "p");
  CHECK(only(pax + long_name + file).path == "l");
}

TEST_CASE("a pax size counts for the next header, whatever that is") {
  const std::string file =
      tar_member({.name = "package/f", .content = "abc", .size = "00000000000"});
  CHECK(as_text(only(pax_header(pax_record("size", "2")) + file).content) == "ab");
}

TEST_CASE("a mode that is no number is recorded as none") {
  CHECK_FALSE(only(tar_member({.name = "package/a", .mode = "x"})).mode);
  CHECK(only(tar_member({.name = "package/a", .mode = ""})).mode == 0);
}

TEST_CASE("one zero byte ends the archive") {
  const std::string archive = tar_member({.name = "package/a"}) + std::string(1, '\0') + "garbage";
  CHECK(read_tar(as_bytes(archive)).size() == 1);
  CHECK(read("").empty());
}

TEST_CASE("a size that is no number matters in a file only") {
  CHECK(read(tar_member({.name = "package/d", .type = '5', .size = "x"})).empty());
  CHECK_THROWS_AS(read(tar_member({.name = "package/f", .size = "x"})), Error);
  CHECK_THROWS_AS(read(tar_member({.name = "package/f", .size = "-1000"})), Error);
}

TEST_CASE("an archive that is cut off is refused, wherever") {
  const std::string whole = tar_member({.name = "package/a", .content = std::string(600, 'a')});
  for (std::size_t size = 0; size <= whole.size(); size += 100) {
    CAPTURE(size);
    CHECK_THROWS_WITH_AS(read_tar(as_bytes(whole).first(size)), doctest::Contains("cut off"),
                         Error);
  }
  CHECK_THROWS_WITH_AS(read_tar(as_bytes(whole)), doctest::Contains("no end marker"), Error);
}

TEST_CASE("a size that nothing could hold is refused without trying") {
  CHECK_THROWS_WITH_AS(
      read(tar_member({.name = "package/a", .size = "777777777777"})),
      "the tar archive is cut off: entry \"a\" has 68719476735 bytes, 1024 are left", Error);
  CHECK_THROWS_AS(read(pax_header(pax_record("size", "1000000000000000000000")) +
                       tar_member({.name = "package/a"})),
                  Error);
}

TEST_CASE("bad headers are refused with their offset or name") {
  CHECK_THROWS_WITH_AS(
      read(tar_member({.name = "a", .checksum = "000001"})),
      doctest::Contains("invalid checksum in the tar header at offset 0: expected 1, got"), Error);
  CHECK_THROWS_WITH_AS(read(tar_member({.name = "package/dev", .type = '3'})),
                       "unsupported type 51 of entry \"dev\"", Error);
  CHECK_THROWS_AS(read(tar_member({.name = "package/.."})), Error);
}

TEST_CASE("a tar is known by its first header, or by being empty") {
  CHECK(looks_like_tar(as_bytes(tar_member({.name = "a"}))));
  CHECK(looks_like_tar(as_bytes(tar_end())));
  CHECK(looks_like_tar(as_bytes(std::string(1, '\0'))));
  CHECK_FALSE(looks_like_tar(as_bytes("short")));
  CHECK_FALSE(looks_like_tar(as_bytes(std::string(1024, 'x'))));
}

TEST_CASE("pnpm 11 wants a size that is a number of every member") {
  const std::string tar = tar_member({.name = "package/d/", .type = '5', .size = "x"}) + tar_end();
  CHECK(read_tar(as_bytes(tar)).empty());
  CHECK_THROWS_AS(read_tar(as_bytes(tar), kV11Traits.rules), Error);
}
