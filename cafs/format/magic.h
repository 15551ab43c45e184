#pragma once
#include "cafs/bytes.h"

namespace cafs {

/// Whether `bytes` start like xz.
inline bool is_xz(ByteView bytes) {
  return as_text(bytes).starts_with(std::string_view("\xfd\x37zXZ\0", 6));
}

/// Whether `bytes` start like zstd.
inline bool is_zstd(ByteView bytes) { return as_text(bytes).starts_with("\x28\xb5\x2f\xfd"); }

}  // namespace cafs
