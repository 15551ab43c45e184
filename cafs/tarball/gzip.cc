#include "cafs/tarball/gzip.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

#include "cafs/base/error.h"
#include "cafs/tarball/deflate_error.h"

namespace cafs {

Error gzip_cut_off() { return Error("the gzip data are cut off"); }

namespace {

enum Flag : unsigned { kHeaderCrc = 2, kExtra = 4, kName = 8, kComment = 16, kReserved = 0xE0 };
constexpr std::size_t kFixedSize = 10;

/// Walks over the optional fields of a header.
class HeaderReader {
 public:
  explicit HeaderReader(ByteView member) : member_(member) {}

  std::size_t size() {
    const unsigned flags = fixed_part();
    if (flags & kExtra) skip(2 + little_endian_16(offset_));
    if (flags & kName) skip_text();
    if (flags & kComment) skip_text();
    if (flags & kHeaderCrc) check_crc();
    return offset_;
  }

 private:
  unsigned byte(std::size_t i) const {
    if (i >= member_.size()) throw gzip_cut_off();
    return std::to_integer<unsigned>(member_[i]);
  }

  std::size_t little_endian_16(std::size_t i) const { return byte(i) | byte(i + 1) << 8; }

  unsigned fixed_part() {
    if (byte(0) != 0x1F || byte(1) != 0x8B) throw Error("the gzip data have an incorrect header");
    if (byte(2) != 8) throw Error("the gzip data have an unknown compression method");
    if (byte(3) & kReserved) throw Error("the gzip data have unknown header flags");
    skip(kFixedSize);
    return byte(3);
  }

  void skip(std::size_t count) {
    offset_ += count;
    if (offset_ > member_.size()) throw gzip_cut_off();
  }

  void skip_text() {
    const auto* const end =
        std::find(member_.data() + offset_, member_.data() + member_.size(), std::byte{0});
    skip(static_cast<std::size_t>(end - member_.data()) - offset_ + 1);
  }

  void check_crc() {
    const unsigned crc = libdeflate_crc32(0, member_.data(), offset_) & 0xFFFF;
    if (little_endian_16(offset_) != crc) throw Error("the gzip data have a wrong header checksum");
    skip(2);
  }

  ByteView member_;
  std::size_t offset_ = 0;
};

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

  /// Appends one inflated deflate stream to the output, and returns the length of the stream. The
  /// decoder works in one go: if the buffer is too small, it starts again from the stream's start.
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

  /// The bytes that may be filled, even where the caller's buffer is larger.
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

std::size_t gzip_header_size(ByteView member) { return HeaderReader(member).size(); }

bool is_gzip(ByteView bytes) { return as_text(bytes).starts_with("\x1f\x8b\x08"); }

void gunzip(ByteView gzip, std::uint64_t limit, ByteBuffer& out) { Gunzip(gzip, limit, out).run(); }

}  // namespace cafs
