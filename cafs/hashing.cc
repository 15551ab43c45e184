#include "cafs/hashing.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <optional>

#include "cafs/format/sha512_many.h"
#include "cafs/io/interrupt.h"

namespace cafs {

namespace {

/// Waking a thread costs about as much as hashing this many bytes.
constexpr std::uint64_t kWorthSharing = 1 << 18;

std::vector<std::size_t> longest_first(std::span<const ByteView> messages) {
  std::vector<std::size_t> order(messages.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return messages[a].size() > messages[b].size(); });
  return order;
}

std::uint64_t total(std::span<const ByteView> messages) {
  return std::accumulate(messages.begin(), messages.end(), std::uint64_t{0},
                         [](std::uint64_t sum, ByteView message) { return sum + message.size(); });
}

}  // namespace

std::vector<Digest> hash_all(std::span<const ByteView> messages, Workers& workers) {
  std::vector<Digest> digests(messages.size());
  const std::vector<std::size_t> order = longest_first(messages);
  std::atomic<std::size_t> given{0};
  const NextMessage next = [&]() -> std::optional<std::size_t> {
    throw_if_interrupted();
    const std::size_t i = given.fetch_add(1, std::memory_order_relaxed);
    return i < order.size() ? std::optional(order[i]) : std::nullopt;
  };
  const auto hash_some = [&](std::size_t) { sha512_many(messages, digests, next); };
  workers.for_each(total(messages) > kWorthSharing ? workers.jobs() : 1, hash_some);
  return digests;
}

}  // namespace cafs
