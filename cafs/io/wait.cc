#include "cafs/io/wait.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <thread>

#include "cafs/base/interrupt.h"
#include "cafs/io/fd.h"

namespace cafs {

namespace {

constexpr int kForEver = -1;

/// Whether one of the descriptors is ready before the time is over. A signal is no end of waiting:
/// it makes one of them ready.
template <std::size_t count>
bool wait_for(std::array<pollfd, count>& descriptors, int milliseconds) {
  for (;;) {
    const int ready = ::poll(descriptors.data(), static_cast<nfds_t>(count), milliseconds);
    if (ready >= 0) return ready > 0;
    if (errno != EINTR) throw_errno("poll", "for input or output");
  }
}

pollfd descriptor(int fd, Ready ready) {
  return {.fd = fd,
          .events = static_cast<short>(ready == Ready::to_read ? POLLIN : POLLOUT),
          .revents = 0};
}

pollfd signals() { return descriptor(interrupt_descriptor(), Ready::to_read); }

}  // namespace

bool is_ready(int fd, Ready ready) {
  std::array<pollfd, 1> one{descriptor(fd, ready)};
  return wait_for(one, 0);
}

void wait_until(int fd, Ready ready) {
  std::array<pollfd, 2> both{descriptor(fd, ready), signals()};
  wait_for(both, kForEver);
  if (both[0].revents == 0) throw_if_interrupted();
}

void Attempts::wait() {
  throw_if_interrupted();
  sleep();
}

void Attempts::sleep() {
  constexpr std::chrono::microseconds kLongest{10'000};
  std::this_thread::sleep_for(next_);
  waited_ += next_;
  next_ = std::min(2 * next_, kLongest);
}

}  // namespace cafs
