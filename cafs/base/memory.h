#pragma once
#include <cstddef>

#include "cafs/base/ranges.h"

namespace cafs {

/// The uninitialised memory of one buffer: on the heap if it is small, else whole pages of the
/// arena, or, if the arena has no room, pages that are mapped for this buffer alone.
class Memory {
 public:
  /// Throws std::bad_alloc.
  explicit Memory(std::size_t size);
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory();

  std::byte* data() const { return data_; }

  /// Gives back the pages that lie within these `size` bytes from `begin` on. Nobody may touch them
  /// any more.
  void give_back(std::size_t begin, std::size_t size);

 private:
  void release(const Range& pages) const;

  const bool on_heap_;
  bool in_arena_ = false;
  std::byte* data_ = nullptr;
  Ranges pages_;  // not given back yet, by distance from `data_`
};

}  // namespace cafs
