#include "cafs/verify/hash_all.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <optional>
#include <utility>

#include "cafs/base/interrupt.h"
#include "cafs/hash/sha512_lanes.h"
#include "cafs/hash/sha512_many.h"

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

/// How many of the messages, longest first, are longer than a fair share of one lane: each thread
/// has to begin with some of them, or one would be left with all.
std::size_t count_large(std::span<const ByteView> messages, const std::vector<std::size_t>& order,
                        std::uint64_t total_bytes, unsigned jobs) {
  const std::uint64_t share = total_bytes / (jobs * sha2::kMostLanes);
  const auto is_large = [&](std::size_t i) { return messages[i].size() > share; };
  return static_cast<std::size_t>(
      std::distance(order.begin(), std::find_if_not(order.begin(), order.end(), is_large)));
}

}  // namespace

std::vector<Digest> hash_all(std::span<const ByteView> messages, Workers& workers) {
  std::vector<Digest> digests(messages.size());
  const std::vector<std::size_t> order = longest_first(messages);
  const std::uint64_t bytes = total(messages);
  const unsigned parts = bytes > kWorthSharing ? workers.jobs() : 1;
  const std::size_t large = count_large(messages, order, bytes, parts);
  std::atomic<std::size_t> given{large};
  workers.for_each(parts, [&](std::size_t part) {
    std::size_t own = part;  // of the large ones: every `parts`th
    const NextMessage next = [&]() -> std::optional<Message> {
      throw_if_interrupted();
      const std::size_t at = own < large ? std::exchange(own, own + parts)
                                         : given.fetch_add(1, std::memory_order_relaxed);
      if (at >= order.size()) return std::nullopt;
      return Message{messages[order[at]], order[at]};
    };
    sha512_many(next, [&](std::uint64_t i, const Digest& digest) { digests[i] = digest; });
  });
  return digests;
}

}  // namespace cafs
