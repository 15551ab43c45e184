#include "cafs/index/index_json.h"

#include <doctest/doctest.h>

using namespace cafs;

namespace {

constexpr char kEmpty[] =
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/"
    "SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";

FileRecord record(std::string path) {
  return {.path = std::move(path), .digest = sha512({}), .mode = 0644, .size = 0};
}

std::string file(std::string_view key) {
  return "\"" + std::string(key) + "\":{\"integrity\":\"" + kEmpty + "\",\"mode\":420,\"size\":0}";
}

}  // namespace

TEST_CASE("an index is written with its members in pnpm's order") {
  const PackageIndex index{.name = parse_json("\"a\""),
                           .version = parse_json("\"1.0.0\""),
                           .requires_build = true,
                           .files = {record("package.json")}};
  CHECK(index_json(index) == R"({"name":"a","version":"1.0.0","requiresBuild":true,"files":{)" +
                                 file("package.json") + "}}");
}

TEST_CASE("a name or version that is absent has no member") {
  CHECK(index_json({}) == R"({"requiresBuild":false,"files":{}})");
  CHECK(index_json({.version = parse_json("null")}) ==
        R"({"version":null,"requiresBuild":false,"files":{}})");
}

TEST_CASE("file names that are array indexes come first, __proto__ does not come at all") {
  const PackageIndex index{.files = {record("b"), record("10"), record("__proto__"), record("2"),
                                     record("a/__proto__"), record("01")}};
  CHECK(index_json(index) == R"({"requiresBuild":false,"files":{)" + file("2") + "," + file("10") +
                                 "," + file("b") + "," + file("a/__proto__") + "," + file("01") +
                                 "}}");
}

TEST_CASE("a mode that is no number is null") {
  FileRecord strange = record("a");
  strange.mode.reset();
  CHECK(index_json({.files = {strange}}).find("\"mode\":null") != std::string::npos);
}
