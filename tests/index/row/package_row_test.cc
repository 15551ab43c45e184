#include "cafs/index/row/package_row.h"

#include <doctest/doctest.h>

#include "cafs/index/row/row_contents.h"

using namespace cafs;
using namespace std::string_literals;

namespace {

const std::string kKeys =
    "\xadrequiresBuild\xa8manifest\xa4"
    "algo\xa5"
    "files";

}  // namespace

TEST_CASE("a row without files and manifest is one record, with undefined for the manifest") {
  CHECK(package_row({}) == "\xd4\x72\x40\x94" + kKeys + "\xc2\xd4\0\0"s + "\xa6sha512\x80");
}

TEST_CASE(
    "what a git-hosted package needs to be prepared stands behind what it needs to be built") {
  const std::string row = package_row({.requires_build = true}, false);
  CHECK(row.find("\x95\xadrequiresBuild\xafrequiresPrepare\xa8manifest") == 3);
  CHECK(row.ends_with("\xc3\xc2\xd4\0\0"s + "\xa6sha512\x80"));
}

TEST_CASE("members of the manifest are records, files a map of records of one kind") {
  JsonObject bundled;
  bundled.set("version", {std::string("1")});
  const FileRecord file{.path = "b", .digest = sha512({}), .mode = 0644, .size = 70};
  FileRecord other = file;
  other.path = "a";
  other.mode.reset();
  const std::string row = package_row({.bundled = bundled, .files = {file, other}});
  const std::string digest = "\xd9\x80" + file.digest.hex();
  CHECK(row == "\xd4\x72\x40\x94" + kKeys +
                   "\xc2\xd4\x72\x41\x91\xa7version\xa1"
                   "1\xa6sha512\x82\xa1"
                   "b" +
                   "\xd4\x72\x42\x93\xa6"
                   "digest\xa4mode\xa4size" +
                   digest + "\xcd\x01\xa4\xcc\x46" +
                   "\xa1"
                   "a\x42" +
                   digest + "\xcb\x7f\xf8\0\0\0\0\0\0\xcc\x46"s);
  const IndexContents contents = read_row_contents(row);
  REQUIRE(contents.files.size() == 2);
  CHECK(contents.files[0].path == "b");
  CHECK(contents.files[0].digest == file.digest);
  CHECK(contents.files[0].size == 70);
  CHECK_FALSE(contents.has_checked_at);
}
