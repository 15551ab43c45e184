#pragma once
#include <cstddef>
#include <mutex>

#include "cafs/base/ranges.h"

namespace cafs {

/// One stretch of memory for large buffers that come and go: what is taken lies where others were
/// before, so most of it has been touched already. In a batch, page faults of fresh buffers took a
/// tenth of the processor time, and more where a hypervisor keeps page tables of its own. For any
/// number of threads.
class Arena {
 public:
  /// Reserves address space for `size` bytes; where there is none, nothing can be taken. The memory
  /// itself comes when it is touched, and stays.
  explicit Arena(std::size_t size);
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Nothing may be in use.
  ~Arena();

  /// That of the process, which is never destroyed.
  static Arena& shared();

  /// `size` bytes, whole pages, whatever they hold, at the lowest address where they fit, to keep
  /// what was touched together; nullptr where they do not fit. Where they never can, the memory of
  /// all that is free goes back to the kernel, to make room for them elsewhere.
  std::byte* take(std::size_t size);

  /// Gives back what was taken, or pages of it. Nobody may touch them any more. Throws
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
