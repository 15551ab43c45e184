#include "cafs/index/package_index.h"

#include <doctest/doctest.h>

using namespace cafs;

namespace {

bool requires_build(std::string_view path, bool scripts = false) {
  const std::vector<Entry> entries{{.path = std::string(path), .mode = 0644, .content = {}}};
  const std::vector<Digest> digests{sha512({})};
  return package_index({.install_scripts = scripts}, entries, digests).requires_build;
}

}  // namespace

TEST_CASE("a package requires a build for its scripts, a root binding.gyp, or .hooks") {
  CHECK(requires_build("a", true));
  CHECK(requires_build("binding.gyp"));
  CHECK(requires_build(".hooks/x"));
  CHECK(requires_build(".hooks\\x"));
  for (const char* const path :
       {"a", "src/binding.gyp", "Binding.gyp", ".hooks", ".hooksx", "a/.hooks/x"}) {
    CAPTURE(path);
    CHECK_FALSE(requires_build(path));
  }
}

TEST_CASE("packing from git runs scripts for prepare, and for a main file that is not there") {
  const auto requires_prepare = [](const Manifest& manifest) {
    const std::vector<Entry> entries{{.path = "lib/index.js", .mode = 0644, .content = {}}};
    const std::vector<Digest> digests(1);
    return package_index(manifest, entries, digests).requires_prepare;
  };
  CHECK_FALSE(requires_prepare({}));
  CHECK(requires_prepare({.prepare_script = true}));
  for (const char* const there : {"lib/index.js", "./lib/../lib/index.js", "lib", "lib/", "."}) {
    CAPTURE(there);
    CHECK_FALSE(requires_prepare({.prepublished_main = there}));
  }
  for (const char* const missing : {"index.js", "lib/index", "li", "dist/index.js"}) {
    CAPTURE(missing);
    CHECK(requires_prepare({.prepublished_main = missing}));
  }
}

TEST_CASE("records have the entries' paths, modes and sizes, and the digests") {
  const std::vector<Entry> entries{{.path = "a", .mode = 0755, .content = as_bytes("xyz")},
                                   {.path = "b", .mode = {}, .content = {}}};
  const std::vector<Digest> digests{sha512(as_bytes("xyz")), sha512({})};
  const PackageIndex index = package_index({}, entries, digests);
  REQUIRE(index.files.size() == 2);
  CHECK(index.files[0].path == "a");
  CHECK(index.files[0].mode == 0755);
  CHECK(index.files[0].size == 3);
  CHECK(index.files[0].digest == sha512(as_bytes("xyz")));
  CHECK_FALSE(index.files[1].mode);
}

TEST_CASE("a binding.gyp asks for a build unless the manifest says that there is none") {
  const std::vector<Entry> gyp{{.path = "binding.gyp", .mode = 0644, .content = {}}};
  const std::vector<Entry> hooks{{.path = ".hooks/a", .mode = 0644, .content = {}}};
  const std::vector<Digest> digests(1);
  CHECK(package_index({}, gyp, digests).requires_build);
  CHECK_FALSE(package_index({.no_gyp_build = true}, gyp, digests).requires_build);
  CHECK(package_index({.no_gyp_build = true}, hooks, digests).requires_build);
}
