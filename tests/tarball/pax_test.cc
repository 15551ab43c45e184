#include "cafs/tarball/pax.h"
#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/tar_builder.h"

using namespace cafs;
using tests::pax_record;

namespace {

PaxRecords read(const std::string& records, PaxScope scope = PaxScope::next_entry) {
  const std::string padded = records + std::string(512, '\0');
  return read_pax(as_bytes(padded), 0, records.size(), scope);
}

}  // namespace

TEST_CASE("path and size are taken, the last of each, and nothing else") {
  const PaxRecords records = read(pax_record("mtime", "1.5") + pax_record("path", "package/x") +
                                  pax_record("path", "package/dir/y") + pax_record("size", "12"));
  CHECK(records.path == "dir/y");
  CHECK(records.size == 12);
  CHECK(read(pax_record("linkpath", "a/b")).path.empty());
  CHECK_FALSE(read(pax_record("linkpath", "a/b")).size);
}

TEST_CASE("a record without an equals sign has all but its last character as keyword") {
  CHECK(read("8 pathX\n").path == "pathX");
  CHECK(read("6 pat\n").path.empty());
}

TEST_CASE("a record may claim more than its header has, and then takes it") {
  const std::string bytes = "99 path=p/ab\n" + std::string(600, 'x');
  CHECK(read_pax(as_bytes(bytes), 0, 13, PaxScope::next_entry).path ==
        "ab\n" + std::string(85, 'x'));
  CHECK(read_pax(as_bytes(bytes), 0, 9, PaxScope::next_entry).path ==
        "ab\n" + std::string(85, 'x'));
  const std::string cut = "9999 path=p/ab";
  CHECK(read_pax(as_bytes(cut), 0, cut.size(), PaxScope::next_entry).path == "ab");
}

TEST_CASE("a length that is none is an error, and so is one that goes backwards") {
  for (const char* const records :
       {"x path=a\n", "0 path=a\n", " path=a\n", "-3 path=a\n", "=\n"}) {
    CAPTURE(records);
    CHECK_THROWS_AS(read(records), Error);
  }
}

TEST_CASE("a bad size is an error") {
  CHECK_THROWS_AS(read(pax_record("size", "x")), Error);
  CHECK_THROWS_AS(read(pax_record("size", "-1")), Error);
  CHECK(read(pax_record("size", "12kB")).size == 12);
}

TEST_CASE("a size of 2^53 that another follows is an error to pnpm 11 only") {
  const std::string most = pax_record("size", "9007199254740991") + pax_record("size", "12");
  const std::string more = pax_record("size", "9007199254740992") + pax_record("size", "12");
  const auto read_strictly = [](const std::string& records) {
    return read_pax(as_bytes(records), 0, records.size(), PaxScope::next_entry, kV11Traits.rules);
  };
  CHECK(read(more).size == 12);
  CHECK(read_strictly(most).size == 12);
  CHECK_THROWS_AS(read_strictly(more), Error);
}

TEST_CASE("a global header may hold neither path nor size") {
  CHECK_THROWS_AS(read(pax_record("path", "a/b"), PaxScope::archive), Error);
  CHECK_THROWS_AS(read(pax_record("size", "1"), PaxScope::archive), Error);
  CHECK_NOTHROW(read(pax_record("comment", "0123"), PaxScope::archive));
}

TEST_CASE("pnpm 11 wants a record to end inside its header, with a newline") {
  const auto strict = [](const std::string& records) {
    const std::string padded = records + std::string(512, '\0');
    return read_pax(as_bytes(padded), 0, records.size(), PaxScope::next_entry, kV11Traits.rules);
  };
  CHECK(strict(pax_record("path", "p/a") + pax_record("size", "1")).path == "a");
  CHECK(strict("8 pathX\n").path == "pathX");
  for (const char* const records : {"11 path=a\n", "8 path=a\n", "9 path=ab", "9path=a\n",
                                    "2 path=a\n", "-9 path=a\n", "x path=a\n"}) {
    CAPTURE(records);
    CHECK_THROWS_AS(strict(records), Error);
  }
}
