#include "cafs/format/sha512_many.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

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
  explicit Padding(ByteView message) {
    const ByteView rest = message.last(message.size() % kBlock);
    bytes_.fill(0);
    if (!rest.empty()) std::memcpy(bytes_.data(), rest.data(), rest.size());
    bytes_[rest.size()] = 0x80;
    blocks_ = rest.size() + 1 + 16 <= kBlock ? 1 : 2;
    std::uint64_t bits = 8 * std::uint64_t{message.size()};
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

/// One message in work. Its blocks are first its own, then those of its padding.
struct Lane {
  Message message;
  const unsigned char* at = nullptr;
  std::size_t blocks = 0;  // left before the padding, or in it
  bool in_padding = false;
  bool active = false;
  Padding padding;
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

  // So many blocks at once, then idle lanes ask for messages again: some hundred microseconds.
  static constexpr std::size_t kBlocksAtOnce = 512;

  std::uint64_t& word(std::size_t lane, std::size_t w) { return state_[w * kernel_.lanes + lane]; }

  void fill() {
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      if (!lanes_[i].active && !refill(i)) return;
    }
  }

  bool refill(std::size_t i) {
    const auto message = next_();
    if (!message) return false;
    Lane& lane = lanes_[i];
    lane.message = *message;
    lane.at = raw(message->bytes);
    lane.blocks = message->bytes.size() / kBlock;
    lane.in_padding = false;
    lane.active = true;
    for (std::size_t w = 0; w < 8; ++w) word(i, w) = sha2::kInitial[w];
    ++active_;
    if (lane.blocks == 0) begin_padding(lane);
    return true;
  }

  static void begin_padding(Lane& lane) {
    lane.padding = Padding(lane.message.bytes);
    lane.at = lane.padding.data();
    lane.blocks = lane.padding.blocks();
    lane.in_padding = true;
  }

  /// As many blocks as every active lane has. Idle lanes do the work of an active one once more.
  void compress() {
    std::size_t blocks = kBlocksAtOnce;
    const unsigned char* any = nullptr;
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      if (!lanes_[i].active) continue;
      blocks = std::min(blocks, lanes_[i].blocks);
      any = lanes_[i].at;
    }
    std::array<const unsigned char*, kMostLanes> at{};
    for (std::size_t i = 0; i < kernel_.lanes; ++i) at[i] = lanes_[i].active ? lanes_[i].at : any;
    kernel_.compress(state_.data(), at.data(), blocks);
    for (std::size_t i = 0; i < kernel_.lanes; ++i) advance(i, blocks);
  }

  void compress_alone() {
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      const Lane& lane = lanes_[i];
      if (!lane.active) continue;
      const std::size_t blocks = std::min(kBlocksAtOnce, lane.blocks);
      Sha512State state = state_of(i);
      sha512_blocks(state, std::as_bytes(std::span(lane.at, blocks * kBlock)));
      for (std::size_t w = 0; w < 8; ++w) word(i, w) = state[w];
      advance(i, blocks);
    }
  }

  void advance(std::size_t i, std::size_t blocks) {
    Lane& lane = lanes_[i];
    if (!lane.active) return;
    lane.at += blocks * kBlock;
    lane.blocks -= blocks;
    if (lane.blocks > 0) return;
    if (!lane.in_padding) return begin_padding(lane);
    lane.active = false;
    --active_;
    take_(lane.message.number, sha512_from_state(state_of(i)));
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
  if (kernel) return LaneHasher(*kernel, next, take).run();
  while (const auto message = next()) take(message->number, cafs::sha512(message->bytes));
}

}  // namespace cafs
