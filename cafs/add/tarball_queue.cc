#include "cafs/add/tarball_queue.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "cafs/hash/sha512_lanes.h"

namespace cafs {

namespace {

/// Enough memory to keep the lanes of each thread busy; or for the largest, and a little beside it.
std::uint64_t memory_for(std::span<const std::uint64_t> sizes, std::uint64_t threads) {
  constexpr std::uint64_t kMiB = 1 << 20;
  const auto largest = std::max_element(sizes.begin(), sizes.end());
  const std::uint64_t most = largest == sizes.end() ? 0 : *largest;
  return std::max(threads * 28 * kMiB, most + threads * 8 * kMiB);
}

}  // namespace

TarballQueue::TarballQueue(std::span<const std::uint64_t> sizes, Order order, unsigned threads)
    : sizes_(sizes.begin(), sizes.end()), order_(order), free_(memory_for(sizes, threads)) {
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    waiting_.emplace(order == Order::as_fits ? sizes[i] : 0, i);
  }
}

std::optional<std::size_t> TarballQueue::take() {
  const auto next = next_that_fits();
  if (next == waiting_.end()) return std::nullopt;
  const std::size_t tarball = next->second;
  if (next == std::prev(waiting_.end()) && !largest_begun_) largest_begun_ = tarball;
  waiting_.erase(next);
  free_ -= sizes_[tarball];
  return tarball;
}

void TarballQueue::give_back(std::size_t tarball) { give_back(tarball, sizes_[tarball]); }

void TarballQueue::give_back(std::size_t tarball, std::uint64_t bytes) {
  const std::uint64_t given = std::min(bytes, sizes_[tarball]);
  sizes_[tarball] -= given;
  free_ += given;
  if (largest_begun_ == tarball) largest_begun_.reset();
}

TarballQueue::Waiting::const_iterator TarballQueue::next_that_fits() const {
  if (waiting_.empty()) return waiting_.end();
  const auto fits = [this](Waiting::const_iterator i) {
    return sizes_[i->second] <= free_ ? i : waiting_.end();
  };
  if (order_ == Order::as_given) return fits(waiting_.begin());
  const auto largest = fits(std::prev(waiting_.end()));
  if (!largest_begun_ && largest != waiting_.end()) return largest;
  const auto of_several = largest_up_to(free_ / sha2::kMostLanes);
  return of_several != waiting_.end() ? of_several : fits(waiting_.begin());
}

TarballQueue::Waiting::const_iterator TarballQueue::largest_up_to(std::uint64_t size) const {
  const auto above = waiting_.upper_bound({size, std::numeric_limits<std::size_t>::max()});
  return above == waiting_.begin() ? waiting_.end() : std::prev(above);
}

}  // namespace cafs
