#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cafs/base/bytes.h"
#include "cafs/hash/hash.h"
#include "cafs/hash/sha512_lanes.h"

namespace cafs {

/// Reads a message that is not in memory, once, from its start to its end.
class MessageReader {
 public:
  virtual ~MessageReader() = default;

  /// Fills `part` with the next bytes. What it throws ends the hashing of all messages.
  virtual void read(std::span<std::byte> part) = 0;
};

/// What was done of a message that was put back.
struct BegunMessage {
  Sha512State state;
  std::uint64_t done;                            ///< bytes, in whole blocks
  std::shared_ptr<std::vector<std::byte>> read;  ///< holds what the reader gave last
};

/// What is to be hashed, and the number by which its digest is told. Without a reader it is all in
/// memory; with one, nothing is, unless it was put back.
struct Message {
  ByteView bytes;
  std::uint64_t number = 0;
  std::shared_ptr<MessageReader> reader{};
  std::uint64_t unread = 0;  ///< how many bytes the reader has
  std::shared_ptr<const BegunMessage> begun{};

  /// What is left to be hashed.
  std::uint64_t size() const { return bytes.size() + unread; }
};

/// Gives the next message out; nothing when there is none at present. It is asked again, while
/// other messages are in work, whenever there is a lane free for some hundred microseconds. Several
/// threads may share what is behind it. Long messages should come first: a lane that is left alone
/// with one is slow.
using NextMessage = std::function<std::optional<Message>()>;

/// Takes the digest of a message, by its number, as soon as it is known.
using TakeDigest = std::function<void(std::uint64_t, const Digest&)>;

/// What puts messages back that were begun, so that they fill the lanes another time.
struct PutBack {
  /// Asked when there is no next message for a lane: whether to end, and put back what is in work.
  std::function<bool()> wanted = [] { return false; };

  /// Takes such a message.
  std::function<void(Message)> take{};
};

/// Tells the SHA-512 of each message that `next` gives out, several at once where the processor
/// can, until none is in work and there is no next, or `put_back` has it end.
void sha512_many(const NextMessage& next, const TakeDigest& take, const PutBack& put_back = {});

/// The same with a kernel of choice, or, with null, one message after the other.
void sha512_many(const NextMessage& next, const TakeDigest& take, const PutBack& put_back,
                 const sha2::LaneKernel* kernel);

}  // namespace cafs
