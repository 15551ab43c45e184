#pragma once
#include <algorithm>
#include <memory>
#include <span>
#include <vector>

namespace cafs {

/// Copies of arrays, in a few large pieces of memory that live as long as this object.
template <typename T>
class Kept {
 public:
  std::span<const T> keep(std::span<const T> items) {
    if (items.empty()) return {};
    if (items.size() > free_) add_chunk(items.size());
    T* const place = chunks_.back().get() + (size_ - free_);
    std::copy(items.begin(), items.end(), place);
    free_ -= items.size();
    return {place, items.size()};
  }

 private:
  static constexpr std::size_t kChunk = (std::size_t{64} << 10) / sizeof(T);

  void add_chunk(std::size_t least) {
    size_ = std::max(kChunk, least);
    // make_unique would initialise the items with g++ 12.
    chunks_.emplace_back(new T[size_]);
    free_ = size_;
  }

  std::vector<std::unique_ptr<T[]>> chunks_;
  std::size_t size_ = 0;  // items in the last chunk
  std::size_t free_ = 0;  // of these, unused
};

}  // namespace cafs
