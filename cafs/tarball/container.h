#pragma once
#include <cstdint>
#include <vector>

#include "cafs/base/bytes.h"
#include "cafs/tarball/package_rules.h"
#include "cafs/tarball/tar.h"

namespace cafs {

/// Whether `bytes` start like xz.
inline bool is_xz(ByteView bytes) {
  return as_text(bytes).starts_with(std::string_view("\xfd\x37zXZ\0", 6));
}

/// Whether `bytes` start like zstd.
inline bool is_zstd(ByteView bytes) { return as_text(bytes).starts_with("\x28\xb5\x2f\xfd"); }

/// What a package may come in.
enum class Container {
  tarball,  ///< gzip around tar, or bare tar, and for pnpm 11 bzip2 around tar: what pnpm takes
  any,      ///< also a zip, or a tar compressed with bzip2, xz or zstd
};

/// The entries of a package and the memory that they point into.
struct Unpacked {
  ByteBuffer storage;
  std::vector<Entry> entries;
  bool from_directory = false;  ///< pnpm adds it as a directory, not as it reads it
};

/// Reads a package. Tar archives are read by pnpm's rules however they are compressed; of a zip
/// the regular files are taken, under the same rules for names, with permissions (0777) as
/// their mode. A package without a package.json gets pnpm 11's stand-in for one where the rules say
/// so. Entries may also point into `package`. Throws Error for what cannot be read, and for more
/// than `limit` bytes of content.
Unpacked unpack(ByteView package, Container container, std::uint64_t limit,
                const PackageRules& rules = {});

/// How large a package of `size` bytes will be unpacked, as its first and last bytes let expect:
/// - gzip: as its last four bytes say, unless that is more than deflate can reach, or less than the
///   file;
/// - bzip2, xz, zstd, zip: eight times the file;
/// - a tar, or anything else: as large as the file.
/// A hint for planning; a file may lie. At least eight bytes of each end are wanted, if there are.
std::uint64_t expected_unpacked_size(ByteView first, ByteView last, std::uint64_t size);

}  // namespace cafs
