#include "cafs/tarball/bzip2.h"

#include "cafs/base/error.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/bzip2.h"

using namespace cafs;

namespace {

constexpr std::uint64_t kLimit = 1 << 20;

/// Whether `bzip2` was decompressed. Checks that `out` is within the limit either way.
bool taken(ByteView bzip2, ByteBuffer& out) {
  bool ended = false;
  try {
    bunzip2(bzip2, kLimit, out);
    ended = true;
  } catch (const Error&) {
  }
  fuzz::require(out.capacity() <= kLimit + 1);
  return ended;
}

/// Checks that compressed content comes back, even with other bytes behind it, and that it is
/// refused without its last byte.
void check_round_trip(ByteView content) {
  ByteBuffer out;
  const std::string compressed = tests::bzipped(as_text(content));
  const std::string followed = compressed + std::string(as_text(content));
  fuzz::require(taken(as_bytes(followed), out));
  fuzz::require(as_text({out.data(), out.size()}) == as_text(content));
  fuzz::require(!taken(as_bytes(compressed).first(compressed.size() - 1), out));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input = fuzz::input(data, size);
  ByteBuffer out;
  if (is_bzip2(input)) {
    taken(input, out);
  } else {
    check_round_trip(input);
  }
  return 0;
}
