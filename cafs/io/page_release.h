#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "cafs/bytes.h"

namespace cafs {

/// While it lives, gives the memory of a mapped file back again and again, for a reader that reads
/// it in one go from start to end and cannot be stopped between. What is looked at again comes from
/// the page cache. Without it, a mapped file counts as memory of the process wherever it was read.
class PageRelease {
 public:
  /// `mapping` must start at a page and outlive this.
  explicit PageRelease(ByteView mapping);

 private:
  void run(const std::stop_token& stop);

  ByteView mapping_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last: it stops before the rest goes
};

}  // namespace cafs
