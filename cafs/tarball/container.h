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

/// The containers that a package may come in.
enum class Container {
  tarball,  ///< gzip around tar, or bare tar, and for pnpm 11 bzip2 around tar: what pnpm takes
  any,      ///< also a zip, or a tar compressed with bzip2, xz or zstd
};

/// The entries of a package and the memory that they point into.
struct Unpacked {
  ByteBuffer storage;
  std::vector<Entry> entries;
  bool from_directory = false;  ///< pnpm unpacks it first, and adds the directory
};

/// Reads a package. Tar archives are read by pnpm's rules however they are compressed; of a zip the
/// regular files are taken, under the same rules for names, with permissions (0777) as their mode.
/// A package without a package.json gets pnpm 11's stand-in for one where the rules say so. Entries
/// may also point into `package`. Throws Error for an unreadable package, and for more than `limit`
/// bytes of content.
Unpacked unpack(ByteView package, Container container, std::uint64_t limit,
                const PackageRules& rules = {});

/// The expected unpacked size of a package of `size` bytes, by its first and last bytes:
/// - gzip: the size in its last four bytes, or the size of the file if the former is smaller or
///   more than deflate can reach;
/// - bzip2, xz, zstd, zip: eight times the size of the file;
/// - a tar, or anything else: the size of the file.
/// A hint for planning; a file may lie. `first` and `last` should have at least eight bytes each,
/// if the file has them.
std::uint64_t expected_unpacked_size(ByteView first, ByteView last, std::uint64_t size);

}  // namespace cafs
