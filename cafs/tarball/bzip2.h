#pragma once
#include <cstdint>

#include "cafs/base/bytes.h"

namespace cafs {

/// Whether pnpm 11 takes `bytes` for bzip2: it looks at their first three bytes.
bool is_bzip2(ByteView bytes);

/// Decompresses `bzip2` into `out`, which is emptied first, as pnpm 11 does: the first stream,
/// whatever follows it.
///
/// Throws Error for data that are no bzip2, cut off or corrupt, and for more than `limit` bytes of
/// output; at most one byte more is ever allocated.
void bunzip2(ByteView bzip2, std::uint64_t limit, ByteBuffer& out);

}  // namespace cafs
