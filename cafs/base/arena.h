#pragma once
#include <cstddef>
#include <mutex>

#include "cafs/base/ranges.h"

namespace cafs {

/// One stretch of memory for large buffers that come and go. A buffer lies where others were
/// before, so most of its pages have been touched already. In a batch, page faults of fresh buffers
/// took a tenth of the processor time, and more where a hypervisor keeps page tables of its own.
/// For any number of threads.
class Arena {
 public:
  /// Reserves address space for `size` bytes; if there is none, nothing can be taken. The memory
  /// itself is allocated when it is touched, and stays.
  explicit Arena(std::size_t size);
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Nothing may be in use.
  ~Arena();

  /// The arena of the process, which is never destroyed.
  static Arena& shared();

  /// Takes `size` bytes, in whole pages with undefined content, at the lowest address where they
  /// fit: that keeps touched pages together. Returns nullptr where they do not fit. If they are
  /// more than the whole arena, all its free memory goes back to the kernel, to make room for them
  /// elsewhere.
  std::byte* take(std::size_t size);

  /// Gives back a taken buffer, or pages of it. Nobody may touch them any more. Throws
  /// std::bad_alloc.
  void give(std::byte* data, std::size_t size);

 private:
  void expect_huge_pages();
  void trim();
  Range places(const std::byte* data, std::size_t size) const;

  std::byte* mapped_;
  std::byte* begin_ = nullptr;
  std::size_t size_ = 0;
  std::mutex mutex_;  // guards what follows
  Ranges free_;       // by distance from the beginning
  bool has_huge_pages_ = false;
};

}  // namespace cafs
