#include "cafs/base/abandonable.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "cafs/base/error.h"

using namespace cafs;

// This test comes first: ThreadSanitizer starts no thread after a fork while another thread ends.
TEST_CASE("a signal ends the wait for a computation that goes on") {
  // In a process of its own, since the flag of the signal is never cleared.
  const pid_t child = ::fork();
  if (child == 0) {
    catch_interrupts();
    ::raise(SIGTERM);
    try {
      abandonable([] {
        for (;;) ::pause();
        return 0;
      });
    } catch (const Interrupted&) {
      ::_exit(0);
    }
    ::_exit(1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("what may be abandoned returns and throws as any call does") {
  CHECK(abandonable([] { return 7; }) == 7);
  CHECK_THROWS_AS(abandonable([]() -> int { throw std::runtime_error("x"); }), std::runtime_error);
}
