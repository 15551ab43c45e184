#include "cafs/tarball/tar.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/support/tar_builder.h"

using namespace cafs;
using tests::tar_member;
using namespace std::string_literals;

namespace {

double size_field(const std::string& text) {
  const std::string block = tar_member({.name = "a", .size = text});
  return TarHeader(as_bytes(block).first(kTarBlock)).size();
}

}  // namespace

TEST_CASE("octal fields are read as pnpm reads them") {
  CHECK(size_field("00000000012") == 10);
  CHECK(size_field("   12      ") == 10);
  CHECK(size_field("12 7") == 10);
  CHECK(size_field("\0\0\0"
                   "12"s) == 10);
  CHECK(size_field("           ") == 0);
  CHECK(size_field("00000000785") == 7);
  CHECK(size_field("777777777777") == 68719476735.0);
  CHECK(size_field("-1") == -1);
  CHECK(std::isnan(size_field("x")));
  CHECK(std::isnan(size_field("\x80\0\0\0\0\0\0\0\0\0\0\1"s)));
}

TEST_CASE("the checksum counts its own field as spaces") {
  const std::string block = tar_member({.name = "package/\xff"});
  const TarHeader header(as_bytes(block).first(kTarBlock));
  CHECK(header.checksum() == header.actual_checksum());
}

TEST_CASE("names end at a NUL or fill their field") {
  const std::string block =
      tar_member({.name = std::string(100, 'n'), .prefix = std::string(155, 'p')});
  const TarHeader header(as_bytes(block).first(kTarBlock));
  CHECK(header.name() == std::string(100, 'n'));
  CHECK(header.prefix() == std::string(155, 'p'));
  CHECK(header.type() == '0');
}
