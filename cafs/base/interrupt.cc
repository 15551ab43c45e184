#include "cafs/base/interrupt.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <system_error>

#include "cafs/base/error.h"
#include "cafs/base/system.h"

namespace cafs {

namespace {

std::atomic<int> received{0};
std::atomic<std::int64_t> received_at{0};  // in ns
std::array<int, 2> wakeup{-1, -1};         // a pipe: its two ends
static_assert(std::atomic<int>::is_always_lock_free &&
                  std::atomic<std::int64_t>::is_always_lock_free,
              "a signal handler writes them");

std::int64_t now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// The signal handler, which does only what is allowed in one.
void remember(int signal) {
  constexpr std::int64_t kStillTheFirst = 100'000'000;
  const int error = errno;
  std::int64_t first = 0;
  if (received_at.compare_exchange_strong(first, now())) {
    received.store(signal);
    static_cast<void>(::write(wakeup[1], "", 1) < 0);
  } else if (now() - first > kStillTheFirst) {
    ::_exit(128 + signal);
  }
  errno = error;
}

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void catch_interrupts() {
  if (!open_pipe(wakeup))
    throw std::system_error(errno, std::generic_category(), "pipe for signals");
  struct sigaction action {};
  action.sa_handler = remember;
  // Without SA_RESTART: a waiting system call in the thread that gets the signal has to end.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (!is_ignored(signal)) sigaction(signal, &action, nullptr);
  }
}

int interrupting_signal() { return received.load(std::memory_order_relaxed); }

void throw_if_interrupted() {
  if (interrupting_signal() != 0) throw Interrupted();
}

int interrupt_descriptor() { return wakeup[0]; }

}  // namespace cafs
