#pragma once
#include <cstddef>
#include <cstdint>

#include "cafs/base/bytes.h"
#include "cafs/base/error.h"

namespace cafs {

/// The error for gzip data that end too early.
Error gzip_cut_off();

/// Length in bytes of the header (RFC 1952 §2.3) that the gzip member `member` starts with.
/// Throws Error where zlib refuses it: bad magic, a method other than deflate, reserved flags, a
/// wrong header checksum, and a header that is cut off.
std::size_t gzip_header_size(ByteView member);

/// Whether pnpm takes `bytes` for gzip: it looks at their first three bytes. Anything else it takes
/// for a tar.
bool is_gzip(ByteView bytes);

/// Inflates `gzip` into `out`, which is emptied first, as Node's gunzip does: members follow each
/// other; after one, a zero byte ends the input and anything else must be a member. Checksum and
/// length of each member are checked.
///
/// Throws Error for data that are no gzip, cut off or corrupt, and for more than `limit` bytes of
/// output; at most `limit` bytes are ever allocated.
void gunzip(ByteView gzip, std::uint64_t limit, ByteBuffer& out);

}  // namespace cafs
