#pragma once
#include <span>
#include <vector>

#include "cafs/base/bytes.h"
#include "cafs/base/parallel.h"
#include "cafs/hash/hash.h"

namespace cafs {

/// The SHA-512 of each message, by all threads and by the processor's vectors: many messages at
/// once take a fraction of what one after the other takes. Throws Interrupted.
std::vector<Digest> hash_all(std::span<const ByteView> messages, Workers& workers);

}  // namespace cafs
