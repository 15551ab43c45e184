#pragma once
#include <span>
#include <vector>

#include "cafs/bytes.h"
#include "cafs/format/hash.h"
#include "cafs/parallel.h"

namespace cafs {

/// The SHA-512 of each message, by all threads and by the processor's vectors: many messages at
/// once take a fraction of what one after the other takes. Throws Interrupted.
std::vector<Digest> hash_all(std::span<const ByteView> messages, Workers& workers);

}  // namespace cafs
