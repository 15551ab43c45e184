#pragma once
#include <cstdint>

#include "cafs/base/bytes.h"
#include "cafs/tarball/container.h"
#include "cafs/tarball/package_rules.h"

namespace cafs {

/// Reads with libarchive the containers that `unpack` does not read itself: a zip, and a tar that
/// is compressed with bzip2, xz or zstd (or twice). See there.
Unpacked unpack_archive(ByteView package, std::uint64_t limit, const PackageRules& rules = {});

/// The same for a tar that is compressed.
Unpacked unpack_compressed_tar(ByteView package, std::uint64_t limit, const PackageRules& rules);

}  // namespace cafs
