#pragma once
#include <cstddef>
#include <string_view>

#include "cafs/bytes.h"

namespace cafs {

/// What the records of a zip start with, and the sizes of their fixed parts: APPNOTE.TXT §4.3.7,
/// §4.3.12, §4.3.16.
inline constexpr std::string_view kZipLocalMark = "PK\3\4";
inline constexpr std::string_view kZipCentralMark = "PK\1\2";
inline constexpr std::string_view kZipEndMark = "PK\5\6";
inline constexpr std::size_t kZipLocalSize = 30;
inline constexpr std::size_t kZipCentralSize = 46;
inline constexpr std::size_t kZipEndSize = 22;

/// Whether there are at least `size` bytes at `at`, and they start with `mark`.
inline bool has_zip_mark(ByteView zip, std::size_t at, std::string_view mark, std::size_t size) {
  return at <= zip.size() && zip.size() - at >= size && as_text(zip.subspan(at, 4)) == mark;
}

/// The number of `width` bytes at `at`, which must be there.
inline std::size_t zip_number(ByteView zip, std::size_t at, std::size_t width) {
  std::size_t value = 0;
  for (std::size_t i = width; i-- > 0;)
    value = value << 8 | std::to_integer<std::size_t>(zip[at + i]);
  return value;
}

}  // namespace cafs
