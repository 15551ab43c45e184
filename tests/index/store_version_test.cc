#include "cafs/index/store_version.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a store version is called like its directory, and found by that name") {
  struct {
    StoreVersion version;
    std::string_view directory;
  } const cases[] = {
      {StoreVersion::v3, "v3"}, {StoreVersion::v10, "v10"}, {StoreVersion::v11, "v11"}};
  for (const auto& c : cases) {
    CAPTURE(c.directory);
    CHECK(c.version->directory == c.directory);
    CHECK(store_version(c.directory) == c.version);
  }
}

TEST_CASE("no other text is a store version") {
  for (const std::string_view text : {"", "v", "v1", "v9", "v12", "V10", "v10/", "10", "v011"}) {
    CAPTURE(text);
    CHECK_FALSE(store_version(text).has_value());
  }
}

TEST_CASE("pnpm 9 resolves dots before slashes only, pnpm 11 is strict and adds a package.json") {
  CHECK_FALSE(StoreVersion::v3->rules.backslash_dots);
  CHECK(StoreVersion::v10->rules.backslash_dots);
  CHECK_FALSE(StoreVersion::v10->rules.placeholder);
  CHECK(StoreVersion::v11->rules.placeholder);
  CHECK(StoreVersion::v11->rules.strict_pax);
}
