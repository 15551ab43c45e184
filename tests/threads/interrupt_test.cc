#include "cafs/base/interrupt.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "cafs/base/error.h"

using namespace cafs;

TEST_CASE("a signal that is caught is noticed at the next question") {
  // In a process of its own, since the flag of the signal is never cleared.
  const pid_t child = ::fork();
  if (child == 0) {
    catch_interrupts();
    if (interrupting_signal() != 0) ::_exit(1);
    ::raise(SIGTERM);
    try {
      throw_if_interrupted();
    } catch (const Interrupted&) {
      ::_exit(interrupting_signal() == SIGTERM ? 0 : 2);
    }
    ::_exit(3);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
