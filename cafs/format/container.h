#pragma once
#include <cstdint>
#include <vector>

#include "cafs/bytes.h"
#include "cafs/format/store_version.h"
#include "cafs/format/tarball.h"

namespace cafs {

/// What a package may come in.
enum class Container {
  tarball,  ///< gzip around tar, or bare tar, and for pnpm 11 bzip2 around tar: what pnpm takes
  any,      ///< also a zip, or a tar compressed with bzip2, xz or zstd
};

/// The entries of a package and the memory that they point into.
struct Unpacked {
  ByteBuffer storage;
  std::vector<Entry> entries;
};

/// Reads a package. Tar archives are read by pnpm's rules however they are compressed; of a zip
/// the regular files are taken, under the same rules for names, with permissions (0777) as
/// their mode. A package without a package.json gets pnpm 11's stand-in for one, if it is for a v11
/// store. Entries may also point into `package`.
/// Throws Error for what cannot be read, and for more than `limit` bytes of content.
Unpacked unpack(ByteView package, Container container, std::uint64_t limit,
                StoreVersion version = StoreVersion::v10);

}  // namespace cafs
