#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cafs/bytes.h"
#include "cafs/format/store_version.h"

namespace cafs {

/// One regular file of a tarball.
struct Entry {
  std::string path;                  ///< as the index records it, UTF-8
  std::optional<std::int64_t> mode;  ///< as the tar header has it; nothing where that is no number
  ByteView content;                  ///< in the bytes that were read

  /// pnpm keeps a file as executable when any of the three execute bits is set.
  bool executable() const { return mode && (*mode & 0111) != 0; }
};

/// The regular files of a tar archive by the rules of pnpm's own reader, in the order in which
/// their paths first occur; of several files with one path the last counts. A hard-link member is a
/// file with its own, usually empty, data; directories and symbolic links are passed over. The
/// archive ends at the first header that starts with a zero byte.
///
/// Throws Error naming the offset or the entry for a bad checksum, an unknown entry type, a size
/// that is no number or runs past the end, a name that leaves the package, and a missing end. The
/// entries point into `tar`.
std::vector<Entry> read_tar(ByteView tar, StoreVersion version = StoreVersion::v10);

/// Whether `bytes` start like a tar archive that `read_tar` can read: a header with a valid
/// checksum, or an archive's end.
bool looks_like_tar(ByteView bytes);

}  // namespace cafs
