#include "cafs/format/sha512_many.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

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
  std::size_t index = 0;
  ByteView message;
  const unsigned char* at = nullptr;
  std::size_t blocks = 0;  // left before the padding, or in it
  bool in_padding = false;
  bool active = false;
  Padding padding;
};

/// Keeps all lanes of a kernel busy for as long as there are messages.
class LaneHasher {
 public:
  LaneHasher(const LaneKernel& kernel, std::span<const ByteView> messages,
             std::span<Digest> digests, const NextMessage& next)
      : kernel_(kernel), messages_(messages), digests_(digests), next_(next) {}

  void run() {
    for (std::size_t i = 0; i < kernel_.lanes; ++i) refill(i);
    while (active_ > 0) {
      if (active_ <= kFewLanes) return finish_alone();
      compress();
    }
  }

 private:
  // With this many lanes or fewer left, one message after the other is as fast.
  static constexpr std::size_t kFewLanes = 2;

  std::uint64_t& word(std::size_t lane, std::size_t w) { return state_[w * kernel_.lanes + lane]; }

  void refill(std::size_t i) {
    Lane& lane = lanes_[i];
    const auto index = exhausted_ ? std::nullopt : next_();
    exhausted_ = !index;
    if (!index) return;
    const ByteView message = messages_[*index];
    lane.index = *index;
    lane.message = message;
    lane.at = raw(message);
    lane.blocks = message.size() / kBlock;
    lane.in_padding = false;
    lane.active = true;
    for (std::size_t w = 0; w < 8; ++w) word(i, w) = sha2::kInitial[w];
    ++active_;
    if (lane.blocks == 0) begin_padding(lane);
  }

  static void begin_padding(Lane& lane) {
    lane.padding = Padding(lane.message);
    lane.at = lane.padding.data();
    lane.blocks = lane.padding.blocks();
    lane.in_padding = true;
  }

  /// As many blocks as every active lane has. Idle lanes do the work of an active one once more.
  void compress() {
    std::size_t blocks = std::numeric_limits<std::size_t>::max();
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

  void advance(std::size_t i, std::size_t blocks) {
    Lane& lane = lanes_[i];
    if (!lane.active) return;
    lane.at += blocks * kBlock;
    lane.blocks -= blocks;
    if (lane.blocks > 0) return;
    if (!lane.in_padding) return begin_padding(lane);
    digests_[lane.index] = sha512_from_state(state_of(i));
    lane.active = false;
    --active_;
    refill(i);
  }

  Sha512State state_of(std::size_t lane) {
    Sha512State state{};
    for (std::size_t w = 0; w < 8; ++w) state[w] = word(lane, w);
    return state;
  }

  void finish_alone() {
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      Lane& lane = lanes_[i];
      if (!lane.active) continue;
      const std::size_t left = lane.blocks * kBlock + lane.message.size() % kBlock;
      digests_[lane.index] =
          lane.in_padding ? padded_alone(lane, i)
                          : sha512_continued(state_of(i), lane.message, lane.message.size() - left);
      lane.active = false;
      --active_;
    }
  }

  /// Ends one lane. The kernel works on all of them, so it gets a copy of the others.
  Digest padded_alone(const Lane& lane, std::size_t i) {
    const auto others = state_;
    std::array<const unsigned char*, kMostLanes> at{};
    at.fill(lane.at);
    kernel_.compress(state_.data(), at.data(), lane.blocks);
    const Sha512State state = state_of(i);
    state_ = others;
    return sha512_from_state(state);
  }

  alignas(64) std::array<std::uint64_t, 8 * kMostLanes> state_{};
  const LaneKernel& kernel_;
  std::span<const ByteView> messages_;
  std::span<Digest> digests_;
  const NextMessage& next_;
  std::array<Lane, kMostLanes> lanes_;
  std::size_t active_ = 0;
  bool exhausted_ = false;
};

}  // namespace

void sha512_many(std::span<const ByteView> messages, std::span<Digest> digests,
                 const NextMessage& next) {
  const auto kernels = sha2::usable_kernels();
  sha512_many(messages, digests, next, kernels.empty() ? nullptr : &kernels.front());
}

void sha512_many(std::span<const ByteView> messages, std::span<Digest> digests,
                 const NextMessage& next, const LaneKernel* kernel) {
  if (kernel) return LaneHasher(*kernel, messages, digests, next).run();
  while (const auto index = next()) digests[*index] = cafs::sha512(messages[*index]);
}

}  // namespace cafs
