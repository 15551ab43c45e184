#include "cafs/tarball/container.h"

#include "cafs/base/error.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t kLimit = 1 << 20;
  try {
    unpack(fuzz::input(data, size), Container::any, kLimit);
  } catch (const Error&) {
  }
  return 0;
}
