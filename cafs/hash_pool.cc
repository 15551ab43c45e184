#include "cafs/hash_pool.h"

#include <algorithm>

namespace cafs {

namespace {

/// What is full in any case.
struct Limits {
  std::uint64_t bytes;
  std::size_t messages;
};

// Beginning and ending a share, with lanes half empty, takes the time of some hundred kilobytes.
constexpr Limits kPatient{.bytes = 4 << 20, .messages = 4096};
constexpr Limits kImpatient{.bytes = 1 << 20, .messages = 256};

bool is_shorter(const Message& a, const Message& b) { return a.bytes.size() < b.bytes.size(); }

}  // namespace

void HashPool::add(const Message& message) {
  messages_.push_back(message);
  std::push_heap(messages_.begin(), messages_.end(), is_shorter);
  bytes_ += message.bytes.size();
}

bool HashPool::is_full() const {
  const Limits limits = patient_ ? kPatient : kImpatient;
  if (messages_.size() >= limits.messages) return true;
  return bytes_ >= limits.bytes && bytes_ >= sha2::kMostLanes * messages_.front().bytes.size();
}

bool HashPool::has_giant() const {
  constexpr std::size_t kGiant = 32 << 20;
  return !empty() && messages_.front().bytes.size() > kGiant;
}

Message HashPool::take_longest() {
  std::pop_heap(messages_.begin(), messages_.end(), is_shorter);
  const Message longest = messages_.back();
  messages_.pop_back();
  bytes_ -= longest.bytes.size();
  return longest;
}

std::vector<Message> HashPool::take_share(std::size_t shares) {
  std::vector<Message> share;
  std::vector<Message> rest;
  for (std::size_t i = 0; !empty(); ++i) {
    (i % shares == 0 ? share : rest).push_back(take_longest());
  }
  for (const Message& message : rest) add(message);
  return share;
}

}  // namespace cafs
