#pragma once
#include <chrono>

namespace cafs {

/// What a descriptor is to be able to do without waiting. Room to write is room for PIPE_BUF bytes.
enum class Ready { to_read, to_write };

/// Whether that is so at present; also where the next call will fail.
bool is_ready(int fd, Ready ready);

/// Waits until it is. Throws Interrupted as soon as a signal comes, whichever thread that reaches.
void wait_until(int fd, Ready ready);

/// Waits between two attempts of something that others may let happen at any time: a tenth of a
/// millisecond at first, then longer and longer, up to ten.
class Attempts {
 public:
  /// Throws Interrupted where a signal has come.
  void wait();

  /// The same, but for signals.
  void sleep();

  /// How long all of them waited.
  std::chrono::microseconds waited() const { return waited_; }

 private:
  std::chrono::microseconds next_{100};
  std::chrono::microseconds waited_{0};
};

}  // namespace cafs
