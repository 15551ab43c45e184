#include "cafs/format/zip_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cafs {

namespace {

using Bytes = std::span<std::byte>;

// Field offsets of APPNOTE.TXT: §4.3.16 end of central directory, §4.3.12 central header, §4.3.7
// local header.
constexpr std::string_view kEndMark = "PK\5\6";
constexpr std::string_view kCentralMark = "PK\1\2";
constexpr std::string_view kLocalMark = "PK\3\4";
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::byte kUtf8Flag{0x08};  // bit 11: in the second byte of the flags

bool has_mark(Bytes zip, std::size_t at, std::string_view mark, std::size_t size) {
  return at <= zip.size() && zip.size() - at >= size && as_text(zip.subspan(at, 4)) == mark;
}

std::size_t number(Bytes zip, std::size_t at, std::size_t width) {
  std::size_t value = 0;
  for (std::size_t i = width; i-- > 0;)
    value = value << 8 | std::to_integer<std::size_t>(zip[at + i]);
  return value;
}

/// The end record stands last, before a comment of at most 64 KiB.
std::optional<std::size_t> find_end(Bytes zip) {
  if (zip.size() < kEndSize) return std::nullopt;
  const std::size_t last = zip.size() - kEndSize;
  for (std::size_t back = 0; back <= std::min<std::size_t>(last, 65535); ++back) {
    if (has_mark(zip, last - back, kEndMark, kEndSize)) return last - back;
  }
  return std::nullopt;
}

}  // namespace

void unmark_utf8_names(Bytes zip) {
  const auto end = find_end(zip);
  if (!end) return;
  std::size_t at = number(zip, *end + 16, 4);
  while (has_mark(zip, at, kCentralMark, kCentralSize)) {
    zip[at + 9] &= ~kUtf8Flag;
    const std::size_t local = number(zip, at + 42, 4);
    if (has_mark(zip, local, kLocalMark, kLocalSize)) zip[local + 7] &= ~kUtf8Flag;
    at +=
        kCentralSize + number(zip, at + 28, 2) + number(zip, at + 30, 2) + number(zip, at + 32, 2);
  }
}

}  // namespace cafs
