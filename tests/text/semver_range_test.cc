#include "cafs/text/semver_range.h"

#include <doctest/doctest.h>

using namespace cafs;
using enum RangeGrammar;

// All answers are those of node-semver 7.7.4 and 7.8.5, which pnpm 10 and 11 have.

TEST_CASE("a version satisfies a range as by node-semver with prereleases included") {
  struct {
    std::string_view version, range;
    bool satisfies;
  } const cases[] = {{"20.20.2", "", true},
                     {"v18.0.0", "", true},
                     {"20.20.2", "*", true},
                     {"20.0.0-rc.1", "*", true},
                     {"21.0.0-nightly1", "*", true},
                     {"20.20.2", ">=18", true},
                     {"v18.0.0", ">=18", true},
                     {"20.20.2", "^18.18.0 || ^20.9.0 || >=21.1.0", true},
                     {"20.0.0-rc.1", "^18.18.0 || ^20.9.0 || >=21.1.0", false},
                     {"21.0.0-nightly1", "^18.18.0 || ^20.9.0 || >=21.1.0", false},
                     {"20.20.2", "^20.19.0 || >=22.12.0", true},
                     {"v18.0.0", "^20.19.0 || >=22.12.0", false},
                     {"20.20.2", ">= 14", true},
                     {"20.0.0-rc.1", ">= 14", true},
                     {"21.0.0-nightly1", ">= 14", true},
                     {"20.20.2", "20 || >=22", true},
                     {"v18.0.0", "20 || >=22", false},
                     {"20.20.2", "18 - 20", true},
                     {"20.0.0-rc.1", "18 - 20", true},
                     {"21.0.0-nightly1", "18 - 20", false},
                     {"20.20.2", "18.1 - 20.19.0", false},
                     {"v18.0.0", "18.1 - 20.19.0", false},
                     {"20.20.2", "v20", true},
                     {"20.0.0-rc.1", "v20", true},
                     {"21.0.0-nightly1", "v20", false},
                     {"20.20.2", "=v20.20.2", true},
                     {"v18.0.0", "=v20.20.2", false},
                     {"20.20.2", "~20.20.0", true},
                     {"20.0.0-rc.1", "~20.20.0", false},
                     {"21.0.0-nightly1", "~20.20.0", false},
                     {"20.20.2", "~> 20", true},
                     {"18", "~> 20", false},
                     {"20.20.2", "^0.1.2", false},
                     {"0.1.5", "^0.1.2", true},
                     {"20.20.2", "^0.0.3", false},
                     {"18", "^0.0.3", false},
                     {"20.20.2", "20.x", true},
                     {"0.1.5", "20.x", false},
                     {"20.20.2", "20.*", true},
                     {"18", "20.*", false},
                     {"20.20.2", ">20", false},
                     {"0.1.5", ">20", false},
                     {"20.20.2", "<=20", true},
                     {"18", "<=20", false},
                     {"20.20.2", "<20", false},
                     {"0.1.5", "<20", true},
                     {"20.20.2", "> =20", true},
                     {"18", "> =20", false},
                     {"20.20.2", "node >=18", false},
                     {"0.1.5", "node >=18", false},
                     {"20.20.2", "20,22", false},
                     {"18", "20,22", false},
                     {"20.20.2", ">=18.0.0-rc.1 <21 || 24", true},
                     {"0.1.5", ">=18.0.0-rc.1 <21 || 24", false},
                     {"20.20.2", "latest", false},
                     {"18", "latest", false},
                     {"20.20.2", "20.20.2+build", true},
                     {"0.1.5", "20.20.2+build", false},
                     {"20.20.2", "01.x", false},
                     {"18", "01.x", false},
                     {"20.20.2", "x.x.x - 99", true},
                     {"0.1.5", "x.x.x - 99", true},
                     {"20.20.2", ">=20.20.2-0", true},
                     {"18", ">=20.20.2-0", false},
                     {"20.20.2", "^9007199254740991", false},
                     {"0.1.5", "^9007199254740991", false},
                     {"20.20.2", "|| 99", true},
                     {"18", "|| 99", false},
                     {"20.20.2", ">*", false},
                     {"0.1.5", ">*", false}};
  for (const auto& c : cases) {
    CAPTURE(c.version);
    CAPTURE(c.range);
    CHECK(satisfies(c.version, c.range, semver_7_7) == c.satisfies);
    CHECK(satisfies(c.version, c.range, semver_7_8) == c.satisfies);
  }
}

TEST_CASE("node-semver 7.8 reads some ranges otherwise than 7.7") {
  CHECK(satisfies("1.5.0", "1.x.3", semver_7_7));
  CHECK_FALSE(satisfies("1.5.0", "1.x.3", semver_7_8));
  CHECK_FALSE(satisfies("2.0.0-rc.1", "~2", semver_7_7));
  CHECK(satisfies("2.0.0-rc.1", "~2", semver_7_8));
  CHECK(satisfies("0.1.2-rc.1", "^0.1.2", semver_7_7));
  CHECK_FALSE(satisfies("0.1.2-rc.1", "^0.1.2", semver_7_8));
}

TEST_CASE("a part that is no range makes the whole range invalid") {
  CHECK_FALSE(satisfies("20.20.2", ">=18 || latest", semver_7_7));
}
