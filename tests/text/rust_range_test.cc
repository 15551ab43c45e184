#include "cafs/text/rust_range.h"

#include <doctest/doctest.h>

#include "cafs/text/semver_range.h"

using namespace cafs;

// All answers are those of pnpm 12.21.0: whether it installed an optional package with this
// engines.node for this node-version.

TEST_CASE("a version is in a range as pnpm 12 reads it") {
  struct {
    std::string_view range;
    bool has_release;     ///< 24.15.0
    bool has_prerelease;  ///< 24.15.0-rc.1
  } const cases[] = {
      {">=18", true, true},
      {"18", false, false},
      {"^18 || >=20", true, true},
      {">=20 <22", false, false},
      {">= 20", true, true},
      {"> =20", true, true},
      {">= =20", false, false},
      {"*", true, true},
      {"x", true, true},
      {"", true, true},
      {"24 ||", true, true},
      {"foo", false, false},
      {"24 foo", true, true},
      {"25 foo", false, false},
      {"24 || foo", true, true},
      {"25 || foo", false, false},
      {">=20,<25", false, false},
      {">=20, <22", false, false},
      {"<=24", true, true},
      {"<=24.x", true, true},
      {"<=24.15", true, true},
      {"<24", false, false},
      {"<24.x", false, false},
      {">24", false, false},
      {">23", true, true},
      {"24 23", false, false},
      {"24 <23", false, false},
      {"node >= 20", true, true},
      {"20 - 24", true, true},
      {"- 24", true, true},
      {"24 - =14", true, true},
      {"25 - 24", false, false},
      {"25 - 24 >=18", true, true},
      {"024", true, true},
      {">=018", true, true},
      {"1.2.3.4", false, false},
      {"24.15.0.1", false, false},
      {">=24.0.0beta", true, true},
      {"24.x.3", true, true},
      {">=24.x.3", true, true},
      {">x", true, true},
      {"<x", false, false},
      {"<=x.1", true, true},
      {"V24", false, false},
      {"v24", true, true},
      {">=v20", true, true},
      {"~>24", true, true},
      {"~ > 24.15", true, true},
      {"^ 24", true, true},
      {"^0", false, false},
      {"^x", false, false},
      {"==24", false, false},
      {"=>20", false, false},
      {"!24", false, false},
      {"24\t|| 2", true, true},
      {"24.15.0-", false, false},
      {"24.15.0+build", true, false},
      {">24.15.0-0", true, true},
      {"~24.15.0", true, false},
      {"^24.15.0", true, false},
      {"24.15.0 - 25", true, true},
      {"24.15.0 - foo", true, true},
      {">=24.15", true, true},
      {">=24.15.0", true, false},
      {"<24.15.0", false, true},
      {"<24.15", false, false},
      {"24.15.x", true, true},
      {">=24.900719925474100.0", false, false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.range);
    CHECK(satisfies_in_rust("24.15.0", c.range) == c.has_release);
    CHECK(satisfies_in_rust("v24.15.0", c.range) == c.has_release);
    CHECK(satisfies_in_rust("24.15.0-rc.1", c.range) == c.has_prerelease);
  }
}

TEST_CASE("a range on which pnpm 12 panics counts as by node-semver") {
  for (const std::string_view range : {"=x", "=*", "~*", "~x", "~>x", "=x.1.2", "1 || ~*"}) {
    CAPTURE(range);
    CHECK(!satisfies_in_rust("24.15.0", range));
    CHECK(satisfies("24.15.0", range, RangeGrammar::rust) ==
          satisfies("24.15.0", range, RangeGrammar::semver_7_8));
  }
}
