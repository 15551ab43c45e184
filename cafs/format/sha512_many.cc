#include "cafs/format/sha512_many.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "cafs/format/sha512_constants.h"

namespace cafs {

namespace {

using sha2::kBlock;
using sha2::kMostLanes;
using sha2::LaneKernel;

const unsigned char* raw(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// What follows the whole blocks of a message: its last bytes, the mark, and its length in bits.
class Padding {
 public:
  /// `rest` is what the whole blocks of a message of `size` bytes leave.
  Padding(ByteView rest, std::uint64_t size) {
    bytes_.fill(0);
    if (!rest.empty()) std::memcpy(bytes_.data(), rest.data(), rest.size());
    bytes_[rest.size()] = 0x80;
    blocks_ = rest.size() + 1 + 16 <= kBlock ? 1 : 2;
    std::uint64_t bits = 8 * size;
    for (std::size_t i = kBlock * blocks_; bits != 0; bits >>= 8) {
      bytes_[--i] = static_cast<unsigned char>(bits);
    }
  }
  Padding() = default;

  const unsigned char* data() const { return bytes_.data(); }
  std::size_t blocks() const { return blocks_; }

 private:
  std::array<unsigned char, 2 * kBlock> bytes_;
  std::size_t blocks_ = 0;
};

// So many blocks at once, then idle lanes ask for messages again: some hundred microseconds.
constexpr std::size_t kBlocksAtOnce = 512;

/// One message in work, stretch by stretch: all its blocks, or those read at once; then those of
/// its padding.
class Lane {
 public:
  bool active() const { return active_; }
  const unsigned char* at() const { return at_; }
  std::size_t blocks() const { return blocks_; }
  std::uint64_t number() const { return message_.number; }

  void start(Message message) {
    message_ = std::move(message);
    size_ = message_.size();
    at_ = raw(message_.bytes);
    blocks_ = message_.bytes.size() / kBlock;
    in_padding_ = false;
    active_ = true;
    advance(0);
  }

  /// Leaves `blocks` blocks behind. Not active any more when they were the last.
  void advance(std::size_t blocks) {
    at_ += blocks * kBlock;
    blocks_ -= blocks;
    if (blocks_ > 0) return;
    if (in_padding_) return end();
    message_.unread >= kBlock ? read_blocks() : begin_padding();
  }

 private:
  void read_blocks() {
    blocks_ = std::min<std::uint64_t>(kBlocksAtOnce, message_.unread / kBlock);
    at_ = raw(read(blocks_ * kBlock));
  }

  void begin_padding() {
    const ByteView rest = message_.reader ? read(message_.unread)
                                          : message_.bytes.last(message_.bytes.size() % kBlock);
    padding_ = Padding(rest, size_);
    at_ = padding_.data();
    blocks_ = padding_.blocks();
    in_padding_ = true;
  }

  ByteView read(std::size_t size) {
    stretch_.resize(kBlocksAtOnce * kBlock);
    const std::span part = std::span(stretch_).first(size);
    message_.reader->read(part);
    message_.unread -= size;
    return part;
  }

  void end() {
    active_ = false;
    message_.reader.reset();
  }

  Message message_;
  std::uint64_t size_ = 0;
  const unsigned char* at_ = nullptr;
  std::size_t blocks_ = 0;  // left of the stretch
  bool in_padding_ = false;
  bool active_ = false;
  Padding padding_;
  std::vector<std::byte> stretch_;  // what was read
};

/// Keeps all lanes of a kernel busy for as long as there are messages.
class LaneHasher {
 public:
  LaneHasher(const LaneKernel& kernel, const NextMessage& next, const TakeDigest& take)
      : kernel_(kernel), next_(next), take_(take) {}

  void run() {
    for (fill(); active_ > 0; fill()) {
      active_ > kFewLanes ? compress() : compress_alone();
    }
  }

 private:
  // With this many lanes or fewer, one message after the other is as fast.
  static constexpr std::size_t kFewLanes = 2;

  std::uint64_t& word(std::size_t lane, std::size_t w) { return state_[w * kernel_.lanes + lane]; }

  void fill() {
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      if (!lanes_[i].active() && !refill(i)) return;
    }
  }

  bool refill(std::size_t i) {
    auto message = next_();
    if (!message) return false;
    lanes_[i].start(*std::move(message));
    for (std::size_t w = 0; w < 8; ++w) word(i, w) = sha2::kInitial[w];
    ++active_;
    return true;
  }

  /// As many blocks as every active lane has. Idle lanes do the work of an active one once more.
  void compress() {
    std::size_t blocks = kBlocksAtOnce;
    const unsigned char* any = nullptr;
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      if (!lanes_[i].active()) continue;
      blocks = std::min(blocks, lanes_[i].blocks());
      any = lanes_[i].at();
    }
    std::array<const unsigned char*, kMostLanes> at{};
    for (std::size_t i = 0; i < kernel_.lanes; ++i)
      at[i] = lanes_[i].active() ? lanes_[i].at() : any;
    kernel_.compress(state_.data(), at.data(), blocks);
    for (std::size_t i = 0; i < kernel_.lanes; ++i) advance(i, blocks);
  }

  void compress_alone() {
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      const Lane& lane = lanes_[i];
      if (!lane.active()) continue;
      const std::size_t blocks = std::min(kBlocksAtOnce, lane.blocks());
      Sha512State state = state_of(i);
      sha512_blocks(state, std::as_bytes(std::span(lane.at(), blocks * kBlock)));
      for (std::size_t w = 0; w < 8; ++w) word(i, w) = state[w];
      advance(i, blocks);
    }
  }

  void advance(std::size_t i, std::size_t blocks) {
    Lane& lane = lanes_[i];
    if (!lane.active()) return;
    lane.advance(blocks);
    if (lane.active()) return;
    --active_;
    take_(lane.number(), sha512_from_state(state_of(i)));
  }

  Sha512State state_of(std::size_t lane) {
    Sha512State state{};
    for (std::size_t w = 0; w < 8; ++w) state[w] = word(lane, w);
    return state;
  }

  alignas(64) std::array<std::uint64_t, 8 * kMostLanes> state_{};
  const LaneKernel& kernel_;
  const NextMessage& next_;
  const TakeDigest& take_;
  std::array<Lane, kMostLanes> lanes_;
  std::size_t active_ = 0;
};

}  // namespace

void sha512_many(const NextMessage& next, const TakeDigest& take) {
  const auto kernels = sha2::usable_kernels();
  sha512_many(next, take, kernels.empty() ? nullptr : &kernels.front());
}

void sha512_many(const NextMessage& next, const TakeDigest& take, const LaneKernel* kernel) {
  // One lane is always few, so its function is never called.
  static constexpr LaneKernel kNone{.name = "none", .lanes = 1, .compress = nullptr};
  LaneHasher(kernel ? *kernel : kNone, next, take).run();
}

}  // namespace cafs
