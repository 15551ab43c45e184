#pragma once
#include <atomic>
#include <cstdint>

namespace cafs {

/// How far a long run is, for somebody who watches from another thread.
struct Progress {
  std::atomic<const char*> phase{""};      ///< what is being done: "reading", "placing", …
  std::atomic<const char*> unit{"files"};  ///< what is counted in this phase
  std::atomic<std::uint64_t> done{0};
  std::atomic<std::uint64_t> all{0};    ///< to do in this phase; 0 while not known
  std::atomic<std::uint64_t> parts{0};  ///< files done, where the unit is another one
  std::atomic<std::uint64_t> bytes{0};  ///< of the files done
  std::atomic<std::uint64_t> all_bytes{0};

  /// Begins a phase. No thread may be counting.
  void begin(const char* name, std::uint64_t total, std::uint64_t total_bytes,
             const char* counted = "files") {
    done = 0;
    parts = 0;
    bytes = 0;
    all = total;
    all_bytes = total_bytes;
    unit = counted;
    phase = name;
  }

  /// Counts one more unit, and those of its bytes that count_part has not counted.
  void count(std::uint64_t size) {
    done.fetch_add(1, std::memory_order_relaxed);
    bytes.fetch_add(size, std::memory_order_relaxed);
  }

  /// Counts a file of a unit.
  void count_part(std::uint64_t size) {
    parts.fetch_add(1, std::memory_order_relaxed);
    bytes.fetch_add(size, std::memory_order_relaxed);
  }
};

}  // namespace cafs
