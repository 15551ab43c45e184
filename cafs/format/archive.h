#pragma once
#include <cstdint>

#include "cafs/bytes.h"
#include "cafs/format/container.h"

namespace cafs {

/// Reads with libarchive what `unpack` does not read itself. See there.
Unpacked unpack_archive(ByteView package, std::uint64_t limit);

}  // namespace cafs
