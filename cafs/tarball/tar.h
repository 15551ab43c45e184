#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/base/bytes.h"
#include "cafs/tarball/package_rules.h"

namespace cafs {

inline constexpr std::size_t kTarBlock = 512;

/// The fields of one tar header as pnpm 10 reads them: the same in V7, ustar and GNU archives.
class TarHeader {
 public:
  /// `block` is 512 bytes.
  explicit TarHeader(ByteView block) : block_(block) {}

  /// To the first NUL, at most 100 bytes.
  std::string_view name() const;

  /// To the first NUL, at most 155 bytes, whatever the magic says these bytes are.
  std::string_view prefix() const;

  unsigned char type() const;

  /// NaN where the field has no octal number.
  double mode() const { return octal(100, 8); }
  double size() const { return octal(124, 12); }
  double checksum() const { return octal(148, 8); }

  /// The sum of the header's unsigned bytes, those of the checksum counted as spaces.
  double actual_checksum() const;

 private:
  std::string_view field(std::size_t offset, std::size_t length) const;
  double octal(std::size_t offset, std::size_t length) const;

  ByteView block_;
};

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
std::vector<Entry> read_tar(ByteView tar, const PackageRules& rules = {});

/// Whether `bytes` start like a tar archive that `read_tar` can read: a header with a valid
/// checksum, or an archive's end.
bool looks_like_tar(ByteView bytes);

}  // namespace cafs
