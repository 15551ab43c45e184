#include "cafs/tarball/manifest.h"
#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

bool installs(std::string_view scripts) {
  return read_manifest(as_bytes("{\"scripts\":" + std::string(scripts) + "}")).install_scripts;
}

std::string name_in(std::string_view package_json) {
  const Manifest manifest = read_manifest(as_bytes(package_json));
  std::string out;
  if (manifest.name) append_json(out, *manifest.name);
  return out;
}

}  // namespace

TEST_CASE("the name may be any JSON value, or absent") {
  CHECK(name_in(R"({"name":"a"})") == "\"a\"");
  CHECK(name_in(R"({"name":1.0})") == "1");
  CHECK(name_in(R"({"name":null})") == "null");
  CHECK(name_in(R"({"name":{"b":1}})") == R"({"b":1})");
  CHECK(name_in("{}").empty());
  CHECK(name_in("[]").empty());
  CHECK(name_in("null").empty());
  CHECK(name_in("\"text\"").empty());
}

TEST_CASE("one byte order mark is dropped, a second is an error") {
  CHECK(name_in("\xef\xbb\xbf{\"name\":\"a\"}") == "\"a\"");
  CHECK_THROWS_AS(name_in("\xef\xbb\xbf\xef\xbb\xbf{}"), Error);
}

TEST_CASE("bytes that are not UTF-8 are replaced before reading") {
  CHECK(name_in("{\"name\":\"\xff\"}") == "\"\xef\xbf\xbd\"");
}

TEST_CASE("a package has install scripts when one of three is truthy") {
  CHECK(installs(R"({"preinstall":"x"})"));
  CHECK(installs(R"({"install":1})"));
  CHECK(installs(R"({"postinstall":[]})"));
  CHECK_FALSE(installs(R"({"install":"","preinstall":0,"postinstall":false})"));
  CHECK_FALSE(installs(R"({"prepare":"x","prepublish":"x"})"));
  CHECK_FALSE(installs("null"));
  CHECK_FALSE(installs("\"install\""));
  CHECK_FALSE(installs("[\"install\"]"));
}

TEST_CASE("what is wrong with a package.json is said with its name") {
  CHECK_THROWS_WITH_AS(name_in("{,}").size(), doctest::Contains("package.json: not valid JSON"),
                       Error);
  CHECK_THROWS_AS(name_in(""), Error);
}

TEST_CASE("for a v11 store gypfile can say that nothing is to build, and members are bundled") {
  const auto manifest = [](std::string_view json, const PackageRules& rules) {
    return read_manifest(as_bytes(json), rules);
  };
  CHECK(manifest(R"({"gypfile":false})", kV11Traits.rules).no_gyp_build);
  CHECK_FALSE(manifest(R"({"gypfile":0})", kV11Traits.rules).no_gyp_build);
  CHECK_FALSE(manifest(R"({"gypfile":false})", kV10Traits.rules).no_gyp_build);
  CHECK(manifest(R"({"name":"a"})", kV11Traits.rules).bundled.has_value());
  CHECK_FALSE(manifest(R"({"name":"a"})", kV10Traits.rules).bundled.has_value());
}

TEST_CASE("for a v11 store a version must be a string") {
  constexpr std::string_view json = R"({"name":"a","version":1})";
  CHECK_THROWS_WITH_AS(read_manifest(as_bytes(json), kV11Traits.rules),
                       "package.json: the version is no string", Error);
  CHECK_NOTHROW(read_manifest(as_bytes(json), kV10Traits.rules));
}

TEST_CASE("scripts that packing from git would run") {
  const auto read = [](const std::string& scripts) {
    return read_manifest(as_bytes(R"({"main":"m.js","scripts":)" + scripts + "}"));
  };
  CHECK(read(R"({"prepare":"x"})").prepare_script);
  CHECK(read(R"({"prepare":0})").prepare_script);
  CHECK_FALSE(read(R"({"prepare":""})").prepare_script);
  CHECK_FALSE(read(R"({"prepare":null,"prepublishOnly":"x"})").prepare_script);
  CHECK_FALSE(read(R"({"prepublishOnly":"x","prepack":""})").prepublished_main);
  for (const char* const name : {"prepublish", "prepack", "publish"}) {
    CHECK(read(std::string(R"({")") + name + R"(":"x"})").prepublished_main == "m.js");
  }
  const Manifest manifest = read_manifest(as_bytes(R"({"scripts":{"prepack":"x"}})"));
  CHECK(manifest.prepublished_main == "index.js");
}
