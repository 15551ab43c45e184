#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>

#include "cafs/bytes.h"
#include "cafs/format/hash.h"
#include "cafs/format/sha512_lanes.h"

namespace cafs {

/// Tells which message to hash next, by its index; nothing when all are given out. Several threads
/// that hash parts of one list share one counter through it. Long messages should come first: a
/// lane that is left alone with one is slow.
using NextMessage = std::function<std::optional<std::size_t>()>;

/// Writes the SHA-512 of each message that `next` gives out to the same place of `digests`, several
/// at once where the processor can.
void sha512_many(std::span<const ByteView> messages, std::span<Digest> digests,
                 const NextMessage& next);

/// The same with a kernel of choice, or, with null, one message after the other.
void sha512_many(std::span<const ByteView> messages, std::span<Digest> digests,
                 const NextMessage& next, const sha2::LaneKernel* kernel);

}  // namespace cafs
