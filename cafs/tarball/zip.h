#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "cafs/base/bytes.h"

namespace cafs {

/// The marks at the start of a zip's records, and the sizes of the records' fixed parts:
/// APPNOTE.TXT §4.3.7, §4.3.12, §4.3.16.
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

/// Where a zip archive is in the bytes that it was found in.
struct ZipPlace {
  std::size_t start = 0;    ///< what offsets in it count from
  std::size_t central = 0;  ///< its central directory
  std::size_t end = 0;      ///< its end record, of `kZipEndSize` bytes, and a comment
  bool has_entries = false;
};

/// Finds the zip archive in `bytes`. It needs an end record, with a comment of at most 64 KiB, that
/// tells the place of its central directory. Either a program may come before the archive, or data
/// behind it. Of several, as where a comment or a member is a zip itself, it is the one whose
/// comment ends the bytes, then the one that starts first, then the one that ends first.
std::optional<ZipPlace> find_zip(ByteView bytes);

/// The zip archive in `package`, in a form that libarchive reads correctly; nothing if there is
/// none, or its end is lost. Throws Error for a zip without entries.
/// - Without a comment, and without the bytes before and behind it: libarchive takes an end record
///   in a comment for that of the archive, does not look for one before a comment of more than 16
///   KiB, and finds no zip64 behind a program.
/// - Without the mark "this name is UTF-8": with it, libarchive converts names to the locale's
///   charset, which in the C locale has no letters beyond ASCII; without it, names come out as the
///   bytes they are.
std::optional<ByteBuffer> plain_zip(ByteView package);

}  // namespace cafs
