#include "cafs/tarball/gzip.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;
using namespace std::string_literals;

namespace {

std::string header(char flags, const std::string& fields = {}) {
  return "\x1f\x8b\x08"s + flags + "\0\0\0\0\0\xff"s + fields;
}

std::size_t size_of(const std::string& bytes) { return gzip_header_size(as_bytes(bytes)); }

}  // namespace

TEST_CASE("optional fields are part of the header") {
  CHECK(size_of(header(0)) == 10);
  CHECK(size_of(header(1)) == 10);
  CHECK(size_of(header(4, "\3\0abc"s)) == 15);
  CHECK(size_of(header(8, "name\0rest"s)) == 15);
  CHECK(size_of(header(16, "\0"s)) == 11);
  CHECK(size_of(header(4 | 8 | 16, "\0\0n\0c\0"s)) == 16);
}

TEST_CASE("the header's own checksum is checked") {
  CHECK_THROWS_AS(size_of(header(2, "\0\0"s)), Error);
  CHECK(size_of(header(2, "\x90\xc9"s)) == 12);
}

TEST_CASE("what zlib refuses is refused") {
  CHECK_THROWS_WITH_AS(size_of("\x1f\x8b\x09\0\0\0\0\0\0\0"s),
                       "the gzip data have an unknown compression method", Error);
  CHECK_THROWS_AS(size_of(header(32)), Error);
  CHECK_THROWS_AS(size_of("PK\3\4"s), Error);
  for (const std::string& cut : {""s, "\x1f"s, header(0).substr(0, 9), header(4),
                                 header(4, "\3\0ab"s), header(8, "name"s), header(2, "\0"s)}) {
    CHECK_THROWS_WITH_AS(size_of(cut), "the gzip data are cut off", Error);
  }
}
