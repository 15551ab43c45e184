#include "cafs/text/semver.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a version is cleaned as node-semver cleans it loosely") {
  struct {
    std::string_view version, cleaned;
  } const cases[] = {{"1.2.3", "1.2.3"},
                     {" =v1.2.3 ", "1.2.3"},
                     {"v = 01.002.3", "1.2.3"},
                     {"\xef\xbb\xbf"
                      "1.2.3\xe2\x80\xa8",
                      "1.2.3"},
                     {"1.2.3-beta.1+build.5", "1.2.3-beta.1"},
                     {"1.2.3beta.007", "1.2.3-beta.7"},
                     {"1.2.3-", "1.2.3--"},
                     {"1.2.3--x", "1.2.3--x"},
                     {"1.2.34.5", "1.2.3-4.5"},
                     {"1.2.3-0a.00", "1.2.3-0a.0"},
                     {"9007199254740991.0.0", "9007199254740991.0.0"},
                     {"1.2.3-09007199254740990", "1.2.3-9007199254740990"},
                     {"1.2.3-09007199254740991", "1.2.3-09007199254740991"}};
  for (const auto& c : cases) {
    CAPTURE(c.version);
    CHECK(clean_version(c.version) == c.cleaned);
  }
}

TEST_CASE("what is no version even loosely is not cleaned") {
  for (const std::string_view version :
       {"", "1", "1.2", "1.2.", "1.2.3.4", "1.2.3+", "1.2.3-a..b", "1.2.3-a+", "a1.2.3", "1.2.3 x",
        "1.2.x", "9007199254740992.0.0", "1.-2.3", "1.2.3-\xc3\xa9"}) {
    CAPTURE(version);
    CHECK_FALSE(clean_version(version).has_value());
  }
  CHECK(clean_version("1.2.3-" + std::string(250, 'a')).has_value());
  CHECK_FALSE(clean_version("1.2.3-" + std::string(251, 'a')).has_value());
}
