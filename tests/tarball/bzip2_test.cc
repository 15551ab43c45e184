#include "cafs/tarball/bzip2.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"
#include "tests/support/bzip2.h"

using namespace cafs;
using cafs::tests::bzipped;

namespace {

constexpr std::uint64_t kPlenty = 1 << 26;

std::string decompressed(const std::string& bzip2, std::uint64_t limit = kPlenty) {
  ByteBuffer out;
  bunzip2(as_bytes(bzip2), limit, out);
  return std::string(as_text(out.view()));
}

/// A text of several blocks, which is longer than one step of decompression.
std::string long_text() {
  std::string text;
  for (unsigned i = 0; text.size() < 700'000; ++i) text += std::to_string(i * 2654435761U);
  return text;
}

}  // namespace

TEST_CASE("bzip2 is known by three bytes") {
  CHECK(is_bzip2(as_bytes(bzipped("x"))));
  CHECK(is_bzip2(as_bytes("BZh")));
  CHECK_FALSE(is_bzip2(as_bytes("BZ")));
  CHECK_FALSE(is_bzip2({}));
}

TEST_CASE("a stream of bzip2 is read whole, and nothing that follows it") {
  const std::string text = long_text();
  CHECK(decompressed(bzipped("")).empty());
  CHECK(decompressed(bzipped(text)) == text);
  CHECK(decompressed(bzipped("one") + bzipped("two")) == "one");
  CHECK(decompressed(bzipped("one") + "BZh9garbage") == "one");
}

TEST_CASE("bzip2 that is cut off is refused, wherever it ends") {
  const std::string whole = bzipped("some text");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_WITH_AS(decompressed(whole.substr(0, size)), "the bzip2 data are cut off", Error);
  }
}

TEST_CASE("bzip2 with another checksum or another beginning is refused") {
  std::string wrong = bzipped("some text");
  wrong[10] ^= 1;
  CHECK_THROWS_WITH_AS(decompressed(wrong), "the bzip2 data are corrupt", Error);
  CHECK_THROWS_WITH_AS(decompressed("BZh0" + wrong), "not bzip2 data", Error);
}

TEST_CASE("the limit holds for bzip2") {
  const std::string text = long_text();
  CHECK(decompressed(bzipped(text), text.size()) == text);
  CHECK_THROWS_AS(decompressed(bzipped(text), text.size() - 1), OverLimit);
  ByteBuffer out;
  bunzip2(as_bytes(bzipped(text)), text.size(), out);
  CHECK(out.capacity() == text.size() + 1);
}
