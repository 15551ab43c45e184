#include "cafs/text/semver_compare.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("versions have the order of node-semver's loose compare") {
  const std::string_view ascending[] = {
      "latest",       "1.2.3-1",       "1.2.3-0a", "1.2.3-A", "1.2.3-alpha.beta", "1.2.3-beta",
      "1.2.3-beta.2", "1.2.3-beta.10", "1.2.3",    "=1.9.9",  "v1.10.0"};
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t j = 0; j < std::size(ascending); ++j) {
      CAPTURE(ascending[i]);
      CAPTURE(ascending[j]);
      CHECK((compare_versions(ascending[i], ascending[j]) < 0) == (i < j));
      CHECK((compare_versions(ascending[i], ascending[j]) > 0) == (i > j));
    }
  }
}

TEST_CASE("versions that only differ in how they are written are equal") {
  CHECK(compare_versions("1.2.3beta.2", "1.2.3-beta.2") == 0);
  CHECK(compare_versions("1.2.3+b", "v1.2.3") == 0);
}
