#include "cafs/index/index_contents.h"

#include <doctest/doctest.h>

#include <string>

#include "cafs/base/error.h"
#include "cafs/hash/hash.h"

using namespace cafs;

namespace {

const std::string kIntegrity = "sha512-" + sha512(as_bytes("x")).base64();

/// The contents of this index. Its paths are invalid, since they point into the text.
IndexContents contents_of(std::string json) {
  json.reserve(json.size() + kJsonPadding);
  return read_index_contents(json);
}

std::string record(const std::string& path, const std::string& rest) {
  return "\"" + path + "\":{\"integrity\":\"" + kIntegrity + "\"" + rest + "}";
}

std::string index_of(const std::string& files) { return "{\"files\":{" + files + "}}"; }

}  // namespace

TEST_CASE("an index names content files with size and kind") {
  std::string json = index_of(record("a.js", ",\"mode\":420,\"size\":1") + "," +
                              record("bin/\\u00e9\\ud800", ",\"mode\":493,\"size\":1"));
  json.reserve(json.size() + kJsonPadding);
  const IndexContents contents = read_index_contents(json);
  REQUIRE(contents.files.size() == 2);
  CHECK(contents.files[0].path == "a.js");
  CHECK(contents.files[0].digest == sha512(as_bytes("x")));
  CHECK(contents.files[0].executable == Executable::no);
  CHECK(contents.files[0].size == 1);
  CHECK(contents.files[1].path == "bin/\\u00e9\\ud800");
  CHECK(contents.files[1].executable == Executable::yes);
  CHECK_FALSE(contents.has_checked_at);
}

TEST_CASE("what pnpm writes for unusable numbers is read as pnpm reads it") {
  const auto one = [](const std::string& rest) {
    return contents_of(index_of(record("a", rest))).files[0];
  };
  CHECK(one("").size == std::nullopt);
  CHECK(one(",\"size\":null").size == std::nullopt);
  CHECK(one(",\"size\":-1").size == std::nullopt);
  CHECK(one(",\"mode\":null").executable == Executable::no);
  CHECK(one(",\"mode\":33261").executable == Executable::yes);
  CHECK(one(",\"mode\":64").executable == Executable::yes);
  CHECK(one(",\"mode\":1e300").executable == Executable::no);
  CHECK(one(",\"mode\":493.0").executable == Executable::yes);
}

TEST_CASE("side effects bring content files too, and checkedAt is noticed anywhere") {
  const IndexContents contents = contents_of(
      "{\"name\":\"a\",\"version\":{\"x\":[1,\"y\"]},\"requiresBuild\":true,\"files\":{" +
      record("a", "") + "},\"sideEffects\":{\"linux\":{\"added\":{" +
      record("b", ",\"checkedAt\":5") + "},\"deleted\":[\"c\"]}}}");
  CHECK(contents.files.size() == 2);
  CHECK(contents.has_checked_at);
}

TEST_CASE("for pnpm 9 side effects are the files of the package as it was built") {
  std::string json = "{\"files\":{},\"sideEffects\":{\"linux\":{" + record("added", "") + "}}}";
  json.reserve(json.size() + kJsonPadding);
  const IndexContents contents = read_index_contents(json, SideEffects::all_files);
  REQUIRE(contents.files.size() == 1);
  CHECK(contents.files[0].path == "added");
}

TEST_CASE("keys mean what they mean however they are written") {
  const IndexContents contents =
      contents_of("{\"\\u0066iles\":{\"a\":{\"\\u0069ntegrity\":\"" + kIntegrity +
                  "\",\"checked\\u0041t\":1,\"mod\\u0065\":493}}}");
  REQUIRE(contents.files.size() == 1);
  CHECK(contents.files[0].executable == Executable::yes);
  CHECK(contents.has_checked_at);
}

TEST_CASE("an empty package is fine") { CHECK(contents_of(" {\"files\" : { } } ").files.empty()); }

TEST_CASE("after an integrity only another member or the end of the record may follow") {
  for (const std::string rest : {":1", ":1}", ":\"a\"}", " : [}}", " \"size\":1", "]"}) {
    CAPTURE(rest);
    CHECK_THROWS_AS(contents_of(index_of(record("a", rest))), Error);
  }
}

TEST_CASE("what is no JSON, or no index, is an error") {
  for (const std::string& json :
       {std::string(""),
        std::string("{"),
        std::string("null"),
        std::string("[]"),
        std::string("1"),
        std::string("{}x"),
        std::string("{} {}"),
        std::string("{\"a\":tru}"),
        std::string("{\"a\":\"\\x\"}"),
        std::string("{\"\\q\":1}"),
        std::string("{\"a\":01}"),
        std::string("{\"files\":[]}"),
        std::string("{\"files\":{\"a\":1}}"),
        std::string("{\"files\":{\"a\":{}}}"),
        std::string("{\"files\":{\"a\":{\"integrity\":5}}}"),
        std::string("{\"files\":{\"a\":{\"integrity\":\"sha512-AAAA\"}}}"),
        std::string("{\"files\":{\"a\":{\"integrity\":\"sha512-"),
        index_of(record("a", ",\"mode\":\"x\"")),
        index_of(record("a", ",\"size\":true")),
        index_of(record("a", "")) + "}",
        index_of(record("a", ",")),
        index_of(record("\xff", "")),
        index_of(record("a", ",\"z\":nul")),
        std::string("{\"sideEffects\":1}"),
        std::string(3000, '['),
        "{\"a\":" + std::string(3000, '[') + std::string(3000, ']') + "}"}) {
    CAPTURE(json);
    CHECK_THROWS_AS(contents_of(json), Error);
  }
}
