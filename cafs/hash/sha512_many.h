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

  /// Fills `part` with the next bytes. An exception ends the hashing of all messages.
  virtual void read(std::span<std::byte> part) = 0;
};

/// The progress of a message that was put back.
struct BegunMessage {
  Sha512State state;
  std::uint64_t done;                            ///< bytes that are hashed, in whole blocks
  std::shared_ptr<std::vector<std::byte>> read;  ///< holds what the reader gave last
};

/// A message to be hashed, and the number under which its digest is reported. Without a reader the
/// message is all in memory; with one, nothing is, unless the message was put back.
struct Message {
  ByteView bytes;
  std::uint64_t number = 0;
  std::shared_ptr<MessageReader> reader{};
  std::uint64_t unread = 0;  ///< how many bytes the reader has
  std::shared_ptr<const BegunMessage> begun{};

  /// The number of bytes left to be hashed.
  std::uint64_t size() const { return bytes.size() + unread; }
};

/// Gives the next message out; nothing when there is none at present. While other messages are in
/// work, it is asked again every few hundred microseconds if a lane is free. Several threads may
/// share the source behind it. Long messages should come first: a lane that is left alone with one
/// is slow.
using NextMessage = std::function<std::optional<Message>()>;

/// Takes the digest of a message, by its number, as soon as it is known.
using TakeDigest = std::function<void(std::uint64_t, const Digest&)>;

/// Puts unfinished messages back, so that they fill the lanes another time.
struct PutBack {
  /// Asked when there is no next message for a lane: whether to end, and put the unfinished
  /// messages back.
  std::function<bool()> wanted = [] { return false; };

  /// Takes an unfinished message.
  std::function<void(Message)> take{};
};

/// Reports the SHA-512 of each message that `next` gives out, several at once where the processor
/// can. Ends when no message is in work and there is no next one, or when `put_back` wants it.
void sha512_many(const NextMessage& next, const TakeDigest& take, const PutBack& put_back = {});

/// The same with a kernel of choice, or, with null, one message after the other.
void sha512_many(const NextMessage& next, const TakeDigest& take, const PutBack& put_back,
                 const sha2::LaneKernel* kernel);

}  // namespace cafs
