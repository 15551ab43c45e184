#pragma once
#include <cstdint>

#include "cafs/bytes.h"
#include "cafs/format/container.h"
#include "cafs/format/store_version.h"

namespace cafs {

/// Reads with libarchive what `unpack` does not read itself. See there.
Unpacked unpack_archive(ByteView package, std::uint64_t limit,
                        StoreVersion version = StoreVersion::v10);

/// The same for a tar that is compressed by something that libarchive knows.
Unpacked unpack_compressed_tar(ByteView package, std::uint64_t limit, StoreVersion version);

}  // namespace cafs
