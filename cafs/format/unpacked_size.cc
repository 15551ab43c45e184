#include "cafs/format/unpacked_size.h"

#include <algorithm>
#include <string_view>

#include "cafs/format/bzip2.h"
#include "cafs/format/gzip.h"
#include "cafs/format/magic.h"

namespace cafs {

namespace {

constexpr std::uint64_t kBestRatio = 1032;  // of deflate

// These say how large they are at other places, if at all: a xz in an index before its end, a zip
// in its directory, zstd only where its input was no pipe, bzip2 never. Code of a package seldom
// gets smaller than an eighth. One that does is read twice; too high a guess only keeps others
// waiting.
constexpr std::uint64_t kUsualRatio = 8;

std::uint64_t promise_of_gzip(ByteView last, std::uint64_t size) {
  constexpr std::size_t kWidth = 4;
  if (last.size() < kWidth) return size;
  std::uint64_t promised = 0;
  for (std::size_t i = last.size(); i-- > last.size() - kWidth;) {
    promised = promised << 8 | std::to_integer<std::uint64_t>(last[i]);
  }
  return promised > kBestRatio * size ? size : std::max(size, promised);
}

bool is_compressed_otherwise(ByteView first) {
  return is_bzip2(first) || is_xz(first) || is_zstd(first) || as_text(first).starts_with("PK\3\4");
}

}  // namespace

std::uint64_t expected_unpacked_size(ByteView first, ByteView last, std::uint64_t size) {
  if (is_gzip(first)) return promise_of_gzip(last, size);
  return is_compressed_otherwise(first) ? kUsualRatio * size : size;
}

}  // namespace cafs
