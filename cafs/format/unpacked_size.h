#pragma once
#include <cstdint>

#include "cafs/bytes.h"

namespace cafs {

/// How large a package of `size` bytes will be unpacked, as its first and last bytes let expect:
/// - gzip: as its last four bytes say, unless that is more than deflate can reach, or less than the
///   file;
/// - bzip2, xz, zstd, zip: eight times the file;
/// - a tar, or anything else: as large as the file.
/// A hint for planning; a file may lie. At least eight bytes of each end are wanted, if there are.
std::uint64_t expected_unpacked_size(ByteView first, ByteView last, std::uint64_t size);

}  // namespace cafs
