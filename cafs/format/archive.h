#pragma once
#include <cstdint>

#include "cafs/bytes.h"
#include "cafs/format/container.h"
#include "cafs/format/store_version.h"

namespace cafs {

/// Reads with libarchive the containers that `unpack` does not read itself: a zip, and a tar that
/// is compressed with bzip2, xz or zstd (or twice). See there.
Unpacked unpack_archive(ByteView package, std::uint64_t limit,
                        StoreVersion version = StoreVersion::v10);

/// The same for a tar that is compressed.
Unpacked unpack_compressed_tar(ByteView package, std::uint64_t limit, StoreVersion version);

}  // namespace cafs
