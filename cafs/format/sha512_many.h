#pragma once
#include <cstdint>
#include <functional>
#include <optional>

#include "cafs/bytes.h"
#include "cafs/format/hash.h"
#include "cafs/format/sha512_lanes.h"

namespace cafs {

/// What is to be hashed, and the number by which its digest is told.
struct Message {
  ByteView bytes;
  std::uint64_t number;
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
