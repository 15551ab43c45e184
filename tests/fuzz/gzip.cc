#include "cafs/tarball/gzip.h"

#include "cafs/base/error.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kLimit = 1 << 20;
  ByteBuffer out;
  try {
    gunzip(fuzz::input(data, size), kLimit, out);
  } catch (const Error&) {
  }
  fuzz::require(out.capacity() <= kLimit);
  return 0;
}
