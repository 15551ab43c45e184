#include "cafs/io/page_release.h"

#include <sys/mman.h>

#include <chrono>

namespace cafs {

namespace {

// Inflating reads 0.3 MB of a tarball in a millisecond.
constexpr std::chrono::milliseconds kInterval{5};

/// If it fails, that costs nothing but the memory.
void release(ByteView mapping) {
  ::madvise(const_cast<std::byte*>(mapping.data()), mapping.size(), MADV_DONTNEED);
}

}  // namespace

PageRelease::PageRelease(ByteView mapping) : mapping_(mapping) {
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  } catch (const std::exception&) {
    // No thread, no memory for one: the pages stay.
  }
}

void PageRelease::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  do {
    release(mapping_);
  } while (!stopped_.wait_for(lock, stop, kInterval, [&] { return stop.stop_requested(); }));
  release(mapping_);
}

}  // namespace cafs
