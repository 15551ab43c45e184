#include "cafs/tarball/runtime.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "cafs/index/store_version.h"
#include "tests/support/tar_builder.h"
#include "tests/support/zip_builder.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

constexpr std::uint64_t kPlenty = 1 << 26;

Runtime runtime(const std::string& id, const std::string& bin, const std::string& prefix = "") {
  return make_runtime(id, parse_json(bin), prefix);
}

std::string node_archive() {
  std::string tar;
  for (const char* const path : {"bin/node", "bin/npm", "lib/node_modules/npm/index.js"}) {
    tar += tar_member({.name = std::string("node-v22/") + path, .content = "x", .mode = "000755 "});
  }
  return gzipped(tar + tar_end());
}

std::vector<std::string> paths(const Unpacked& unpacked) {
  std::vector<std::string> result;
  for (const Entry& entry : unpacked.entries) result.push_back(entry.path);
  return result;
}

Unpacked unpacked(const std::string& archive, const Runtime& runtime,
                  const PackageRules& rules = {}) {
  return unpack_runtime(as_bytes(archive), runtime, Container::tarball, kPlenty, rules);
}

}  // namespace

TEST_CASE("a runtime's package.json has name, version and bin, laid out by two spaces") {
  CHECK(runtime("node@runtime:22.0.0", R"({"node":"bin/node"})").package_json ==
        "{\n  \"name\": \"node\",\n  \"version\": \"22.0.0\",\n  \"bin\": {\n"
        "    \"node\": \"bin/node\"\n  }\n}");
  CHECK(runtime("@a/b@1.0.0", "\"b\"").package_json ==
        "{\n  \"name\": \"@a/b\",\n  \"version\": \"1.0.0\",\n  \"bin\": \"b\"\n}");
  CHECK(runtime("a@1", "{}").package_json ==
        "{\n  \"name\": \"a\",\n  \"version\": \"1\",\n  \"bin\": {}\n}");
}

TEST_CASE("a runtime has a name, a version and paths") {
  for (const char* const id :
       {"file:a.tgz", "https://host.example/node@runtime:1", "node@runtime:", "node@file:a.tgz"}) {
    CAPTURE(id);
    CHECK_THROWS_WITH_AS(runtime(id, "\"a\""), doctest::Contains("is no id of a runtime"), Error);
  }
  for (const char* const bin : {"1", "null", "[]", R"({"a":1})", R"({"a":{"b":"c"}})"}) {
    CAPTURE(bin);
    CHECK_THROWS_WITH_AS(runtime("a@1", bin), doctest::Contains("bin of a runtime"), Error);
  }
  CHECK_THROWS_AS(runtime("a@1", '"' + std::string(1 << 20, 'x') + '"'), Error);
}

TEST_CASE("pnpm 10 keeps the package managers of Node.js, pnpm 11 does not") {
  const Runtime node = runtime("node@runtime:22.0.0", R"({"node":"bin/node"})");
  CHECK(paths(unpacked(node_archive(), node)) ==
        std::vector<std::string>{"bin/node", "bin/npm", "lib/node_modules/npm/index.js",
                                 "package.json"});
  const Unpacked by_11 = unpacked(node_archive(), node, kV11Traits.rules);
  CHECK(paths(by_11) == std::vector<std::string>{"bin/node", "package.json"});
  CHECK(as_text(by_11.entries[1].content) == node.package_json);
  CHECK(by_11.entries[1].mode == 0644);
}

TEST_CASE("a package.json of the archive stays, unless it is null") {
  const Runtime node = runtime("node@runtime:22.0.0", "\"bin/node\"");
  for (const std::string own : {"null", "\xef\xbb\xbf null\n", "{}", "false", ""}) {
    CAPTURE(own);
    const std::string tar = tar_member({.name = "a/package.json", .content = own}) +
                            tar_member({.name = "a/node", .content = "x"}) + tar_end();
    const Unpacked package = unpacked(tar, node);
    REQUIRE(package.entries.size() == 2);
    const bool is_null = own.find("null") != std::string::npos;
    CHECK(as_text(package.entries[0].content) == (is_null ? node.package_json : own));
  }
}

TEST_CASE("a store of pnpm 9 has no runtimes") {
  const Runtime node = runtime("node@runtime:22.0.0", "\"bin/node\"");
  CHECK_THROWS_WITH_AS(unpacked(node_archive(), node, kV3Traits.rules),
                       "a runtime cannot be installed before pnpm 10", Error);
}

TEST_CASE("of a zip the prefix is taken, without modes") {
  const std::string zip = zip_of("bun-linux/bun", "#!", true);
  const Runtime bun = runtime("bun@runtime:1.2.3", "\"bun\"", "bun-linux");
  const Unpacked by_10 = unpacked(zip, bun);
  CHECK(paths(by_10) == std::vector<std::string>{"bun", "package.json"});
  CHECK(as_text(by_10.entries[0].content) == "#!");
  CHECK(by_10.entries[0].mode == 0666);
  CHECK(unpacked(zip, bun, kV11Traits.rules).entries[0].mode == 0644);
}

TEST_CASE("a zip has the prefix, and stays inside of the package") {
  const Runtime bun = runtime("bun@runtime:1.2.3", "\"bun\"", "bun-linux");
  CHECK_THROWS_WITH_AS(unpacked(zip_of("bun", "", true), bun),
                       "the zip has no directory \"bun-linux\"", Error);
  for (const char* const name : {"../a", "a/../../b", "/a", "..\\a"}) {
    CAPTURE(name);
    CHECK_THROWS_WITH_AS(unpacked(zip_of(name, "", true), runtime("a@1", "\"a\"")),
                         doctest::Contains("would leave the package directory"), Error);
  }
  CHECK_THROWS_WITH_AS(unpacked("PK\3\4", bun), "the zip is damaged, or cut off", Error);
}

TEST_CASE("a file in a zip is what its checksum says") {
  std::string zip = zip_of("a", "content", true);
  zip.replace(zip.find("content"), 7, "CONTENT");
  CHECK_THROWS_WITH_AS(unpacked(zip, runtime("a@1", "\"a\"")), doctest::Contains("libarchive: "),
                       Error);
}

TEST_CASE("the limit holds for a runtime's zip, too") {
  const std::string zip = zip_of("a", std::string(1000, 'x'), true);
  const Runtime a = runtime("a@1", "\"a\"");
  CHECK_THROWS_AS(unpack_runtime(as_bytes(zip), a, Container::tarball, 999), Error);
}
