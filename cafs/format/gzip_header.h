#pragma once
#include <cstddef>

#include "cafs/bytes.h"

namespace cafs {

/// Length in bytes of the header (RFC 1952 §2.3) that the gzip member `member` starts with.
/// Throws Error where zlib refuses it: bad magic, a method other than deflate, reserved flags, a
/// wrong header checksum, and a header that is cut off.
std::size_t gzip_header_size(ByteView member);

}  // namespace cafs
