#include "cafs/add/request.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a malformed id or integrity is the request's refusal") {
  CHECK_FALSE(make_request("a", "nonsense", std::nullopt).refusal.empty());
  CHECK(make_request("a", "nonsense", std::nullopt).given_id == "nonsense");
  CHECK_FALSE(make_request("a", std::nullopt, "md5-x").refusal.empty());
  CHECK(make_request("a", "a@1", std::nullopt).refusal.empty());
}

TEST_CASE("a batch line has a tarball, and an id and integrity if known") {
  const std::string integrity = Integrity::of({}).text();
  const Request all =
      request_of_line(R"({"tarball":"a.tgz","id":"a@1","integrity":")" + integrity + R"("})");
  CHECK(all.refusal.empty());
  CHECK(all.tarball == "a.tgz");
  CHECK(all.given_id == "a@1");
  CHECK(all.id->text() == "a@1");
  CHECK(all.integrity->text() == integrity);
  CHECK(all.origin == Origin::registry);
  CHECK(all.trust == Trust::check);
  const Request trusted =
      request_of_line(R"({"tarball":"a.tgz","trusted":true,"integrity":")" + integrity + R"("})");
  CHECK(trusted.refusal.empty());
  CHECK(trusted.trust == Trust::trusted);
  const Request hosted = request_of_line(R"({"tarball":"a.tgz","id":"a@1","gitHosted":true})");
  CHECK(hosted.origin == Origin::git_host);
  const Request least = request_of_line(R"( {"tarball" : "\u00e9.tgz"} )");
  CHECK(least.refusal.empty());
  CHECK(least.tarball == "é.tgz");
  CHECK_FALSE(least.id);
  CHECK_FALSE(least.integrity);
}

TEST_CASE("a batch line of a runtime has a bin, and the prefix of a zip") {
  const Request text = request_of_line(
      R"({"tarball":"a.zip","id":"bun@runtime:1.2.3","bin":"bun","prefix":"bun-linux"})");
  CHECK(text.refusal.empty());
  REQUIRE(text.runtime);
  CHECK(text.runtime->name == "bun");
  CHECK(text.runtime->prefix == "bun-linux");
  const Request object =
      request_of_line(R"({"tarball":"a","id":"node@runtime:1.0.0","bin":{"node":"bin/node"}})");
  REQUIRE(object.runtime);
  CHECK(object.runtime->package_json.find("\"node\": \"bin/node\"") != std::string::npos);
  for (const std::string_view line :
       {R"({"tarball":"a","bin":"a"})", R"({"tarball":"a","id":"file:a","bin":"a"})",
        R"({"tarball":"a","id":"a@1","bin":1})", R"({"tarball":"a","id":"node@runtime:1.0.0"})",
        R"({"tarball":"a","id":"a@1","bin":"a","gitHosted":true})"}) {
    CAPTURE(line);
    CHECK_FALSE(request_of_line(line).refusal.empty());
  }
}

TEST_CASE("any other line is malformed") {
  for (const std::string_view line :
       {"", "x", "[]", "\"a.tgz\"", "{}", R"({"tarball":""})", R"({"tarball":1})",
        R"({"tarball":"a","id":null})", R"({"tarball":"a","integrty":"x"})", R"({"tarball":"a)",
        R"({"tarball":"a"}{"tarball":"b"})", R"({"tarball":"a\u0000b"})",
        R"({"tarball":"a","id":"a@1","prefix":"b"})", R"({"tarball":"a","gitHosted":true})",
        R"({"tarball":"a","id":"a@1","gitHosted":"yes"})", R"({"tarball":"a","trusted":true})",
        R"({"tarball":"a","integrity":"sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=","trusted":1})"}) {
    CAPTURE(line);
    CHECK(request_of_line(line).refusal.starts_with("malformed batch line: "));
  }
}
