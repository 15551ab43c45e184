#include "cafs/io/interrupt.h"

#include <csignal>

#include <atomic>

#include "cafs/error.h"

namespace cafs {

namespace {

std::atomic<int> received{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler writes it");

void remember(int signal) { received.store(signal, std::memory_order_relaxed); }

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = remember;
  // Without SA_RESTART: a read that waits for the next line of a batch has to end.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

int interrupting_signal() { return received.load(std::memory_order_relaxed); }

void throw_if_interrupted() {
  if (interrupting_signal() != 0) throw Interrupted();
}

}  // namespace cafs
