#include "cafs/text/quote.h"

#include <doctest/doctest.h>

using namespace cafs;
using namespace std::string_literals;

TEST_CASE("quoted text fits on one line and shows what cannot be seen") {
  CHECK(quote("a b") == "\"a b\"");
  CHECK(quote("é") == "\"é\"");
  CHECK(quote("a\nb\0\"\\"s) == R"("a\x0ab\x00\"\\")");
  CHECK(quote("\x1b\x1f \x7f") == R"("\x1b\x1f \x7f")");
  CHECK(quote("\xff") == R"("\xff")");
}

TEST_CASE("a long text is cut in the middle") {
  const std::string quoted = quote(std::string(100000, 'x'));
  CHECK(quoted.size() < 250);
  CHECK(quoted.find("(100000 bytes)") != quoted.npos);
}
