#include "cafs/add/hash_pool.h"

#include <algorithm>
#include <utility>

#include "cafs/hash/sha512_lanes.h"

namespace cafs {

namespace {

/// How much the pool must hold to be full.
struct Limits {
  std::uint64_t bytes;
  std::size_t messages;
};

// At the start and end of a share, lanes are half empty, which costs the time of some hundred
// kilobytes.
constexpr Limits kPatient{.bytes = 4 << 20, .messages = 4096};
constexpr Limits kImpatient{.bytes = 1 << 20, .messages = 256};

bool is_shorter(const Message& a, const Message& b) { return a.size() < b.size(); }

Message take_from(std::vector<Message>& heap) {
  std::pop_heap(heap.begin(), heap.end(), is_shorter);
  Message longest = std::move(heap.back());
  heap.pop_back();
  return longest;
}

}  // namespace

void HashPool::add(const Message& message) {
  std::vector<Message>& heap = message.reader ? in_files_ : in_memory_;
  heap.push_back(message);
  std::push_heap(heap.begin(), heap.end(), is_shorter);
  if (!message.reader) bytes_ += message.size();
}

bool HashPool::is_full() const {
  const Limits limits = patient_ ? kPatient : kImpatient;
  if (in_memory_.size() >= limits.messages) return true;
  return bytes_ >= limits.bytes && bytes_ >= sha2::kMostLanes * in_memory_.front().size();
}

bool HashPool::has_files_for_all_lanes() const { return in_files_.size() >= sha2::kMostLanes; }

bool HashPool::has_giant() const {
  constexpr std::size_t kGiant = 32 << 20;
  return !in_memory_.empty() && in_memory_.front().size() > kGiant;
}

std::optional<Message> HashPool::take_longest() {
  if (in_files_.empty()) return take_longest_in_memory();
  if (!in_memory_.empty() && is_shorter(in_files_.front(), in_memory_.front())) {
    return take_longest_in_memory();
  }
  return take_from(in_files_);
}

std::optional<Message> HashPool::take_longest_in_memory() {
  if (in_memory_.empty()) return std::nullopt;
  const Message longest = take_from(in_memory_);
  bytes_ -= longest.size();
  return longest;
}

std::vector<Message> HashPool::take_share(std::size_t shares) {
  std::vector<Message> share;
  std::vector<Message> rest;
  for (std::size_t i = 0; const auto longest = take_longest(); ++i) {
    (i % shares == 0 ? share : rest).push_back(*longest);
  }
  for (const Message& message : rest) add(message);
  return share;
}

}  // namespace cafs
