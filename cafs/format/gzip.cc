#include "cafs/format/gzip.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

#include "cafs/error.h"
#include "cafs/format/deflate_error.h"
#include "cafs/format/gzip_error.h"
#include "cafs/format/gzip_header.h"

namespace cafs {

namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
};

/// One per thread: making one costs 10 µs.
libdeflate_decompressor* decompressor() {
  thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> own(
      libdeflate_alloc_decompressor());
  if (!own) throw std::bad_alloc();
  return own.get();
}

constexpr std::size_t kTrailerSize = 8;
constexpr std::uint64_t kBestRatio = 1032;  // deflate cannot do better

std::uint32_t little_endian_32(ByteView bytes, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;)
    value = value << 8 | std::to_integer<std::uint32_t>(bytes[offset + i]);
  return value;
}

/// Inflates the members of one gzip file, one after the other, into one buffer.
class Gunzip {
 public:
  Gunzip(ByteView gzip, std::uint64_t limit, ByteBuffer& out)
      : gzip_(gzip), limit_(limit), out_(out) {}

  void run() {
    out_.resize(0);
    reserve_first();
    do {
      member();
    } while (offset_ < gzip_.size() && gzip_[offset_] != std::byte{0});
  }

 private:
  /// The last four bytes of a file with one member are its size, modulo 2^32: almost always right,
  /// never to be trusted.
  void reserve_first() {
    if (gzip_.size() < kTrailerSize) return;
    const std::uint64_t promised = little_endian_32(gzip_, gzip_.size() - 4);
    const std::uint64_t possible = kBestRatio * gzip_.size();
    if (promised > possible) return;
    if (promised > limit_) throw OverLimit(limit_);
    out_.reserve(std::max<std::uint64_t>(promised, 1));
  }

  void member() {
    offset_ += gzip_header_size(gzip_.subspan(offset_));
    const std::size_t start = out_.size();
    offset_ += inflate();
    check_trailer(out_.view().subspan(start));
    offset_ += kTrailerSize;
  }

  /// Adds one deflate stream to the output and tells its length. The decoder works in one go, so a
  /// buffer that was too small means once more from the stream's start.
  std::size_t inflate() {
    const ByteView in = gzip_.subspan(offset_);
    for (;;) {
      std::size_t used = 0;
      std::size_t made = 0;
      const std::size_t start = out_.size();
      switch (libdeflate_deflate_decompress_ex(decompressor(), in.data(), in.size(),
                                               out_.data() + start, room() - start, &used, &made)) {
        case LIBDEFLATE_SUCCESS:
          out_.resize(start + made);
          return used;
        case LIBDEFLATE_INSUFFICIENT_SPACE:
          grow();
          break;
        default:
          throw_deflate_error(in);
      }
    }
  }

  /// What may be filled, even where the caller's buffer is larger.
  std::size_t room() const { return std::min<std::uint64_t>(out_.capacity(), limit_); }

  void grow() {
    if (room() == limit_) throw OverLimit(limit_);
    constexpr std::uint64_t kFirst = 1 << 16;
    const std::uint64_t wanted =
        std::max({kFirst, 4 * std::uint64_t{gzip_.size()}, 2 * std::uint64_t{room()}});
    out_.reserve(std::min(wanted, limit_));
  }

  void check_trailer(ByteView content) const {
    if (gzip_.size() - offset_ < kTrailerSize) throw gzip_cut_off();
    const std::uint32_t crc = libdeflate_crc32(0, content.data(), content.size());
    if (little_endian_32(gzip_, offset_) != crc) throw Error("the gzip data have a wrong checksum");
    const auto size = static_cast<std::uint32_t>(content.size());
    if (little_endian_32(gzip_, offset_ + 4) != size)
      throw Error("the gzip data have a wrong length");
  }

  ByteView gzip_;
  std::uint64_t limit_;
  ByteBuffer& out_;
  std::size_t offset_ = 0;
};

}  // namespace

bool is_gzip(ByteView bytes) { return as_text(bytes).starts_with("\x1f\x8b\x08"); }

void gunzip(ByteView gzip, std::uint64_t limit, ByteBuffer& out) { Gunzip(gzip, limit, out).run(); }

}  // namespace cafs
