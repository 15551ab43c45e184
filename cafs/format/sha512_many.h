#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "cafs/bytes.h"
#include "cafs/format/hash.h"
#include "cafs/format/sha512_lanes.h"

namespace cafs {

/// Reads a message that is not in memory, once, from its start to its end.
class MessageReader {
 public:
  virtual ~MessageReader() = default;

  /// Fills `part` with the next bytes. What it throws ends the hashing of all messages.
  virtual void read(std::span<std::byte> part) = 0;
};

/// What is to be hashed, and the number by which its digest is told.
struct Message {
  ByteView bytes;  ///< all of it; nothing where it is to be read
  std::uint64_t number = 0;
  std::shared_ptr<MessageReader> reader{};
  std::uint64_t unread = 0;  ///< how many bytes the reader has

  std::uint64_t size() const { return bytes.size() + unread; }
};

/// Gives the next message out; nothing when there is none at present. It is asked again, while
/// other messages are in work, whenever there is a lane free for some hundred microseconds. Several
/// threads may share what is behind it. Long messages should come first: a lane that is left alone
/// with one is slow.
using NextMessage = std::function<std::optional<Message>()>;

/// Takes the digest of a message, by its number, as soon as it is known.
using TakeDigest = std::function<void(std::uint64_t, const Digest&)>;

/// Tells the SHA-512 of each message that `next` gives out, several at once where the processor
/// can, until none is in work and there is no next.
void sha512_many(const NextMessage& next, const TakeDigest& take);

/// The same with a kernel of choice, or, with null, one message after the other.
void sha512_many(const NextMessage& next, const TakeDigest& take, const sha2::LaneKernel* kernel);

}  // namespace cafs
