#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "cafs/base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace cafs::fuzz {

inline ByteView input(const std::uint8_t* data, std::size_t size) {
  return std::as_bytes(std::span(data, size));
}

/// Ends the run when a promise is broken.
inline void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace cafs::fuzz
