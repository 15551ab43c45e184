#include "cafs/format/gzip_header.h"

#include <libdeflate.h>

#include <algorithm>

#include "cafs/error.h"
#include "cafs/format/gzip_error.h"

namespace cafs {

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

}  // namespace

std::size_t gzip_header_size(ByteView member) { return HeaderReader(member).size(); }

}  // namespace cafs
