#include "cafs/format/batch_line.h"

#include <doctest/doctest.h>

#include "cafs/error.h"

using namespace cafs;

TEST_CASE("a batch line has a tarball, and an id and integrity if known") {
  const BatchLine all = parse_batch_line(R"({"tarball":"a.tgz","id":"a@1","integrity":"sha1-x"})");
  CHECK(all.tarball == "a.tgz");
  CHECK(all.id == "a@1");
  CHECK(all.integrity == "sha1-x");
  CHECK_FALSE(all.git_hosted);
  CHECK(parse_batch_line(R"({"tarball":"a.tgz","id":"a@1","gitHosted":true})").git_hosted);
  const BatchLine least = parse_batch_line(R"( {"tarball" : "\u00e9.tgz"} )");
  CHECK(least.tarball == "é.tgz");
  CHECK_FALSE(least.id);
  CHECK_FALSE(least.integrity);
}

TEST_CASE("any other line is malformed") {
  for (const std::string_view line :
       {"", "x", "[]", "\"a.tgz\"", "{}", R"({"tarball":""})", R"({"tarball":1})",
        R"({"tarball":"a","id":null})", R"({"tarball":"a","integrty":"x"})", R"({"tarball":"a)",
        R"({"tarball":"a"}{"tarball":"b"})", R"({"tarball":"a\u0000b"})",
        R"({"tarball":"a","gitHosted":true})", R"({"tarball":"a","id":"a@1","gitHosted":"yes"})"}) {
    CAPTURE(line);
    CHECK_THROWS_AS(parse_batch_line(line), Error);
  }
}
