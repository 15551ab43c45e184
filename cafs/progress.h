#pragma once
#include <atomic>
#include <cstdint>

namespace cafs {

/// How far a long run is, for somebody who watches from another thread.
struct Progress {
  std::atomic<const char*> phase{""};       ///< what is being done: "reading", "placing", …
  std::atomic<std::uint64_t> files{0};      ///< done in this phase
  std::atomic<std::uint64_t> bytes{0};      ///< of those files
  std::atomic<std::uint64_t> all_files{0};  ///< to do in this phase; 0 while not known
  std::atomic<std::uint64_t> all_bytes{0};

  /// Begins a phase. No thread may be counting.
  void begin(const char* name, std::uint64_t total_files, std::uint64_t total_bytes) {
    files = 0;
    bytes = 0;
    all_files = total_files;
    all_bytes = total_bytes;
    phase = name;
  }

  void count(std::uint64_t size) {
    files.fetch_add(1, std::memory_order_relaxed);
    bytes.fetch_add(size, std::memory_order_relaxed);
  }
};

}  // namespace cafs
