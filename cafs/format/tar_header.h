#pragma once
#include <cstddef>
#include <string_view>

#include "cafs/bytes.h"

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

}  // namespace cafs
