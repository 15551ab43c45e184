#include "cafs/tarball/gzip.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/tar_builder.h"

using namespace cafs;
using cafs::tests::gzipped;
using namespace std::string_literals;

namespace {

constexpr std::uint64_t kPlenty = 1 << 26;

std::string inflated(const std::string& gzip, std::uint64_t limit = kPlenty) {
  ByteBuffer out;
  gunzip(as_bytes(gzip), limit, out);
  return std::string(as_text(out.view()));
}

}  // namespace

TEST_CASE("gzip is known by three bytes") {
  CHECK(is_gzip(as_bytes(gzipped("x"))));
  CHECK_FALSE(is_gzip(as_bytes("\x1f\x8b")));
  CHECK_FALSE(is_gzip(as_bytes("\x1f\x8b\x09")));
  CHECK_FALSE(is_gzip({}));
}

TEST_CASE("members follow each other, a zero byte ends them, anything else is an error") {
  CHECK(inflated(gzipped("")) == "");
  CHECK(inflated(gzipped("one") + gzipped("two")) == "onetwo");
  CHECK(inflated(gzipped("one") + "\0"s + gzipped("two")) == "one");
  CHECK(inflated(gzipped("one") + "\0garbage"s) == "one");
  CHECK_THROWS_WITH_AS(inflated(gzipped("one") + "\x1f"), "the gzip data are cut off", Error);
  CHECK_THROWS_WITH_AS(inflated(gzipped("one") + "garbage and more"),
                       "the gzip data have an incorrect header", Error);
}

TEST_CASE("a member that is cut off is refused, wherever") {
  const std::string gzip = gzipped("some text that is long enough to be compressed, compressed");
  for (std::size_t size = 3; size < gzip.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_WITH_AS(inflated(gzip.substr(0, size)), "the gzip data are cut off", Error);
  }
}

TEST_CASE("checksum, length and stream are checked") {
  std::string gzip = gzipped("some text");
  gzip[gzip.size() - 8] = static_cast<char>(gzip[gzip.size() - 8] ^ 1);
  CHECK_THROWS_WITH_AS(inflated(gzip), "the gzip data have a wrong checksum", Error);
  gzip = gzipped("some text");
  gzip[gzip.size() - 4] = static_cast<char>(gzip[gzip.size() - 4] ^ 1);
  CHECK_THROWS_WITH_AS(inflated(gzip), "the gzip data have a wrong length", Error);
  gzip = gzipped("some text");
  gzip[10] = '\x07';
  CHECK_THROWS_WITH_AS(inflated(gzip), "the gzip data are corrupt: invalid block type", Error);
}

TEST_CASE("the promised length is not needed to be right for a part") {
  const std::string big(3 << 20, 'a');
  CHECK(inflated(gzipped(big) + gzipped("b")) == big + "b");
  CHECK(inflated(gzipped(big) + "\0\1\1\1\1\1\1\1\1"s) == big);
}

TEST_CASE("more than the limit is refused, however the length is promised") {
  const std::string big(1 << 20, 'a');
  CHECK(inflated(gzipped(big), big.size()) == big);
  CHECK_THROWS_WITH_AS(inflated(gzipped(big), big.size() - 1),
                       "unpacked size is over the limit of 1048575 bytes", Error);
  std::string lying = gzipped(big);
  lying.replace(lying.size() - 4, 4, "\1\0\0\0"s);
  CHECK_THROWS_WITH_AS(inflated(lying, 1000), "unpacked size is over the limit of 1000 bytes",
                       Error);
  CHECK_THROWS_WITH_AS(inflated(lying), "the gzip data have a wrong length", Error);
}

TEST_CASE("a buffer that served a larger tarball does not widen the limit") {
  ByteBuffer out;
  gunzip(as_bytes(gzipped(std::string(100000, 'a'))), kPlenty, out);
  CHECK_THROWS_AS(
      gunzip(as_bytes(gzipped("a") + gzipped(std::string(5000, 'b')) + gzipped("c")), 1000, out),
      Error);
}
