#include "cafs/tarball/manifest.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

/// The bundled manifest as JSON, or nothing.
std::string bundled(std::string_view package_json) {
  const auto manifest = bundled_manifest(parse_json(package_json));
  std::string out;
  if (manifest) append_json(out, {*manifest});
  return out;
}

}  // namespace

TEST_CASE("the version comes first, then the members of interest in pnpm's order, then scripts") {
  CHECK(bundled(R"({"scripts":{"test":"t","postinstall":"p","preinstall":"q"},"os":["linux"],
                    "description":"d","name":"a","bin":{"a":"b"},"version":"=1.0.0"})") ==
        R"({"version":"1.0.0","bin":{"a":"b"},"name":"a","os":["linux"],)"
        R"("scripts":{"preinstall":"q","postinstall":"p"}})");
}

TEST_CASE("null is as good as absent, and so are scripts that are not truthy") {
  CHECK(bundled(R"({"name":"a","bin":null,"version":null,"scripts":{"install":""}})") ==
        R"({"version":"0.0.0","name":"a"})");
  CHECK(bundled(R"({"name":"a","gypfile":false})") ==
        R"({"version":"0.0.0","gypfile":false,"name":"a"})");
}

TEST_CASE("a version that cannot be cleaned stays") {
  CHECK(bundled(R"({"name":"a","version":"latest"})") == R"({"version":"latest","name":"a"})");
}

TEST_CASE("nothing but a version is nothing, whatever it is") {
  for (const char* const package_json :
       {R"({"version":"1.0.0"})", R"({"version":1})", "{}", "[]", "null", "\"a\"",
        R"({"scripts":{"test":"t"}})", R"({"scripts":"install"})"}) {
    CAPTURE(package_json);
    CHECK(bundled(package_json).empty());
  }
}

TEST_CASE("beside other members a version must be a string") {
  CHECK_THROWS_WITH_AS(bundled(R"({"name":"a","version":1})"), "the version is no string", Error);
  CHECK_THROWS_AS(bundled(R"({"name":"a","version":{}})"), Error);
  CHECK_THROWS_AS(bundled(R"({"scripts":{"install":"x"},"version":false})"), Error);
}
