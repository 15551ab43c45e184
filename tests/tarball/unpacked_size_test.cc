#include "cafs/tarball/container.h"

#include <doctest/doctest.h>

#include "tests/support/tar_builder.h"

using namespace cafs;
using namespace cafs::tests;
using namespace std::string_literals;

namespace {

std::uint64_t expected(const std::string& file) {
  const std::size_t some = std::min<std::size_t>(file.size(), 8);
  return expected_unpacked_size(as_bytes(file.substr(0, some)),
                                as_bytes(file.substr(file.size() - some)), file.size());
}

/// A file that starts with `magic`, and ends as if it were the gzip of a million bytes.
std::string starting_with(const std::string& magic) {
  return magic + std::string(10000, 'x') + "\x40\x42\x0f\0"s;
}

}  // namespace

TEST_CASE("gzip promises its size, if that can be") {
  CHECK(expected(gzipped(std::string(100000, 'a'))) == 100000);
  CHECK(expected(starting_with("\x1f\x8b\x08")) == 1000000);
  CHECK(expected("\x1f\x8b\x08" + std::string(1000, '\xff')) == 1003);
  CHECK(expected("\x1f\x8b\x08" + std::string(1000, '\0')) == 1003);
  CHECK(expected("\x1f\x8b\x08") == 3);
}

TEST_CASE("what is compressed otherwise is expected to be eight times as large") {
  for (const std::string& magic : {"BZh9"s,
                                   "\xfd"
                                   "7zXZ\0"s,
                                   "\x28\xb5\x2f\xfd"s, "PK\3\4"s}) {
    CAPTURE(magic);
    const std::string file = starting_with(magic);
    CHECK(expected(file) == 8 * file.size());
  }
}

TEST_CASE("anything else is as large as it is, whatever its last bytes are") {
  const std::string tar = tar_member({.name = "p/a", .content = "A"}) + tar_end();
  CHECK(expected(tar) == tar.size());
  CHECK(expected(starting_with("package/a")) == starting_with("package/a").size());
  CHECK(expected("abc") == 3);
  CHECK(expected("") == 0);
}
