#include "cafs/text/js_number.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace cafs;

TEST_CASE("parseInt takes leading white space and a sign, and stops at the first other character") {
  CHECK(parse_int("0000785", 8) == 7);
  CHECK(parse_int("644 ", 8) == 0644);
  CHECK(parse_int("  12", 10) == 12);
  CHECK(parse_int("\n\t\xc2\xa0\xef\xbb\xbf-12x", 10) == -12);
  CHECK(parse_int("+7", 8) == 7);
  CHECK(parse_int("0x10", 10) == 0);
  CHECK(parse_int("9007199254740991", 10) == 9007199254740991.0);
}

TEST_CASE("parseInt without a digit is not a number") {
  for (const std::string_view text : {"", " ", "-", "x", "8", "--1", "\x80"}) {
    CAPTURE(text);
    CHECK(std::isnan(parse_int(text, 8)));
  }
}

TEST_CASE("numbers are written as JavaScript writes them") {
  struct {
    double number;
    std::string_view text;
  } const cases[] = {
      {0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {-1.5, "-1.5"},
      {0.1, "0.1"},
      {123456789, "123456789"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {1.5e300, "1.5e+300"},
      {0.000001, "0.000001"},
      {1e-7, "1e-7"},
      {1.25e-7, "1.25e-7"},
      {5e-324, "5e-324"},
      {123456789012345680000.0, "123456789012345680000"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {std::numeric_limits<double>::infinity(), "null"},
      {std::numeric_limits<double>::quiet_NaN(), "null"},
  };
  for (const auto& c : cases) CHECK(number_text(c.number) == c.text);
}
