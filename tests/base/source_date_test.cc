#include "cafs/base/source_date.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "cafs/base/error.h"

using cafs::source_date_epoch;

TEST_CASE("the source date is what SOURCE_DATE_EPOCH says, in seconds") {
  ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  CHECK(source_date_epoch() == 1700000000);
  ::setenv("SOURCE_DATE_EPOCH", "0", 1);
  CHECK(source_date_epoch() == 0);
  ::unsetenv("SOURCE_DATE_EPOCH");
}

TEST_CASE("there is no source date where SOURCE_DATE_EPOCH is not set, or empty") {
  ::unsetenv("SOURCE_DATE_EPOCH");
  CHECK_FALSE(source_date_epoch());
  ::setenv("SOURCE_DATE_EPOCH", "", 1);
  CHECK_FALSE(source_date_epoch());
  ::unsetenv("SOURCE_DATE_EPOCH");
}

TEST_CASE("a SOURCE_DATE_EPOCH that is no number of seconds is refused") {
  for (const char* const text : {"yesterday", "-1", "1.5", "1 ", "253402300800"}) {
    CAPTURE(text);
    ::setenv("SOURCE_DATE_EPOCH", text, 1);
    CHECK_THROWS_AS(source_date_epoch(), cafs::Error);
  }
  ::unsetenv("SOURCE_DATE_EPOCH");
}
