#pragma once
#include <chrono>

namespace cafs {

/// What a descriptor is to be ready for. Ready to write means room for PIPE_BUF bytes.
enum class Ready { to_read, to_write };

/// Whether the descriptor is ready now; true also if the next call will fail.
bool is_ready(int fd, Ready ready);

/// Waits until it is ready. Throws Interrupted as soon as a signal reaches any thread.
void wait_until(int fd, Ready ready);

/// Waits between two attempts at something that others may make possible at any time: a tenth of a
/// millisecond at first, then longer and longer, up to ten milliseconds.
class Attempts {
 public:
  /// Throws Interrupted where a signal has come.
  void wait();

  /// The same, but ignores signals.
  void sleep();

  /// How long all waits took together.
  std::chrono::microseconds waited() const { return waited_; }

 private:
  std::chrono::microseconds next_{100};
  std::chrono::microseconds waited_{0};
};

}  // namespace cafs
