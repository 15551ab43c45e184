#pragma once
#include <chrono>
#include <utility>

namespace cafs {

/// Tells how long each part of a run took.
class Clock {
 public:
  /// Seconds since the last lap, or since this was made.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(now - std::exchange(last_, now)).count();
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace cafs
