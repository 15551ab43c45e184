#include "cafs/tarball/bzip2.h"

#include <bzlib.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "cafs/base/error.h"

namespace cafs {

namespace {

struct EndDecompress {
  void operator()(bz_stream* stream) const { BZ2_bzDecompressEnd(stream); }
};

[[noreturn]] void refuse(int result) {
  switch (result) {
    case BZ_MEM_ERROR:
      throw std::bad_alloc();
    case BZ_OK:
      throw Error("the bzip2 data are cut off");
    case BZ_DATA_ERROR_MAGIC:
      throw Error("not bzip2 data");
    default:
      throw Error("the bzip2 data are corrupt");
  }
}

unsigned at_once(std::uint64_t bytes) {
  return static_cast<unsigned>(
      std::min<std::uint64_t>(bytes, std::numeric_limits<unsigned>::max()));
}

/// The first stream of a bzip2 file, decompressed into one buffer.
class Bunzip2 {
 public:
  Bunzip2(ByteView bzip2, std::uint64_t limit, ByteBuffer& out)
      : left_(bzip2), limit_(limit), out_(out) {}

  void run() {
    out_.resize(0);
    const int started = BZ2_bzDecompressInit(&stream_, 0, 0);
    if (started != BZ_OK) refuse(started);
    const std::unique_ptr<bz_stream, EndDecompress> owner(&stream_);
    while (!step()) {
    }
  }

 private:
  /// Whether that was the end.
  bool step() {
    make_room();
    const unsigned given = at_once(left_.size());
    const unsigned room = at_once(out_.capacity() - out_.size());
    // The library does not write to its input.
    stream_.next_in = const_cast<char*>(as_text(left_).data());
    stream_.avail_in = given;
    stream_.next_out = reinterpret_cast<char*>(out_.data() + out_.size());
    stream_.avail_out = room;
    const int result = BZ2_bzDecompress(&stream_);
    left_ = left_.subspan(given - stream_.avail_in);
    out_.resize(out_.size() + room - stream_.avail_out);
    if (out_.size() > limit_) throw OverLimit(limit_);
    if (result == BZ_STREAM_END) return true;
    const bool stuck = left_.empty() && stream_.avail_out > 0;
    if (result != BZ_OK || stuck) refuse(result);
    return false;
  }

  void make_room() {
    constexpr std::uint64_t kLeast = 1 << 18;
    if (out_.capacity() - out_.size() >= kLeast || out_.capacity() > limit_) return;
    const std::uint64_t wanted = std::max<std::uint64_t>(2 * out_.capacity(), out_.size() + kLeast);
    out_.reserve(std::min(wanted, limit_ + 1));
  }

  ByteView left_;
  std::uint64_t limit_;
  ByteBuffer& out_;
  bz_stream stream_{};
};

}  // namespace

bool is_bzip2(ByteView bytes) { return as_text(bytes).starts_with("BZh"); }

void bunzip2(ByteView bzip2, std::uint64_t limit, ByteBuffer& out) {
  Bunzip2(bzip2, limit, out).run();
}

}  // namespace cafs
