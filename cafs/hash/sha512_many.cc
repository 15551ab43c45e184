#include "cafs/hash/sha512_many.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "cafs/hash/sha512_constants.h"

namespace cafs {

namespace {

using sha2::kBlock;
using sha2::kMostLanes;
using sha2::LaneKernel;

const unsigned char* raw(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// The end of a message after its whole blocks: its last bytes, the mark, and its length in bits.
class Padding {
 public:
  /// `rest` has the bytes after the whole blocks of a message of `size` bytes.
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

// The number of blocks after which idle lanes ask for messages again: some hundred microseconds.
constexpr std::size_t kBlocksAtOnce = 512;

/// One message in work. It is hashed in stretches: all its blocks in memory, or the blocks of one
/// read; then those of its padding.
class Lane {
 public:
  bool active() const { return active_; }
  const unsigned char* at() const { return at_; }
  std::size_t blocks() const { return blocks_; }
  std::uint64_t number() const { return message_.number; }

  void start(Message message) {
    message_ = std::move(message);
    size_ = message_.size();
    if (message_.begun) {
      size_ += message_.begun->done;
      stretch_ = message_.begun->read;
    }
    at_ = raw(message_.bytes);
    blocks_ = message_.bytes.size() / kBlock;
    in_padding_ = false;
    active_ = true;
    advance(0);
  }

  /// Whether `rest` may be called: the padding is no part of the message.
  bool can_be_put_back() const { return active_ && !in_padding_; }

  /// The unfinished message, whose state is `state`. The lane is not active any more.
  Message rest(const Sha512State& state) {
    const std::size_t tail = message_.reader ? 0 : message_.bytes.size() % kBlock;
    message_.bytes = std::as_bytes(std::span(at_, blocks_ * kBlock + tail));
    message_.begun = std::make_shared<const BegunMessage>(
        BegunMessage{state, size_ - message_.size(), std::move(stretch_)});
    active_ = false;
    return std::move(message_);
  }

  /// Passes over `blocks` blocks. After the last ones the lane is not active any more.
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
    if (!stretch_) stretch_ = std::make_shared<std::vector<std::byte>>(kBlocksAtOnce * kBlock);
    const std::span part = std::span(*stretch_).first(size);
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
  std::shared_ptr<std::vector<std::byte>> stretch_;  // what was read
};

/// Keeps all lanes of a kernel busy for as long as there are messages.
class LaneHasher {
 public:
  LaneHasher(const LaneKernel& kernel, const NextMessage& next, const TakeDigest& take,
             const PutBack& put_back)
      : kernel_(kernel), next_(next), take_(take), put_back_(put_back) {}

  void run() {
    while (fill() || !put_back_.wanted()) {
      if (active_ == 0) return;
      active_ > kFewLanes ? compress() : compress_alone();
    }
    for (std::size_t i = 0; i < kernel_.lanes; ++i) put_back(i);
  }

 private:
  // With this many active lanes or fewer, one message after the other is as fast.
  static constexpr std::size_t kFewLanes = 2;

  std::uint64_t& word(std::size_t lane, std::size_t w) { return state_[w * kernel_.lanes + lane]; }

  /// Gives messages to idle lanes. Tells whether all lanes have something to do.
  bool fill() {
    for (std::size_t i = 0; i < kernel_.lanes; ++i) {
      if (!lanes_[i].active() && !refill(i)) return false;
    }
    return true;
  }

  bool refill(std::size_t i) {
    auto message = next_();
    if (!message) return false;
    set_state(i, message->begun ? message->begun->state : sha2::kInitial);
    lanes_[i].start(*std::move(message));
    ++active_;
    return true;
  }

  void put_back(std::size_t i) {
    Lane& lane = lanes_[i];
    while (lane.active() && !lane.can_be_put_back()) compress_alone(i);
    if (lane.active()) put_back_.take(lane.rest(state_of(i)));
  }

  /// Hashes as many blocks as every active lane has. Idle lanes repeat the work of an active one.
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
      if (lanes_[i].active()) compress_alone(i);
    }
  }

  void compress_alone(std::size_t i) {
    const Lane& lane = lanes_[i];
    const std::size_t blocks = std::min(kBlocksAtOnce, lane.blocks());
    Sha512State state = state_of(i);
    sha512_blocks(state, std::as_bytes(std::span(lane.at(), blocks * kBlock)));
    set_state(i, state);
    advance(i, blocks);
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

  void set_state(std::size_t lane, const Sha512State& state) {
    for (std::size_t w = 0; w < 8; ++w) word(lane, w) = state[w];
  }

  alignas(64) std::array<std::uint64_t, 8 * kMostLanes> state_{};
  const LaneKernel& kernel_;
  const NextMessage& next_;
  const TakeDigest& take_;
  const PutBack& put_back_;
  std::array<Lane, kMostLanes> lanes_;
  std::size_t active_ = 0;
};

}  // namespace

void sha512_many(const NextMessage& next, const TakeDigest& take, const PutBack& put_back) {
  sha512_many(next, take, put_back, sha2::kernel_in_use());
}

void sha512_many(const NextMessage& next, const TakeDigest& take, const PutBack& put_back,
                 const LaneKernel* kernel) {
  // A single lane is never above kFewLanes, so its function is never called.
  static constexpr LaneKernel kNone{.name = "none", .lanes = 1, .compress = nullptr};
  LaneHasher(kernel ? *kernel : kNone, next, take, put_back).run();
}

}  // namespace cafs
