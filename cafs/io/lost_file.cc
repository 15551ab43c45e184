#include "cafs/io/lost_file.h"

#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>

namespace cafs {

namespace {

const char* last_line = "";
int exit_code = 1;

std::atomic_flag ending;

/// Only what is allowed in the midst of anything. Several threads may lose the file at once.
[[noreturn]] void end(int) {
  while (ending.test_and_set()) ::pause();
  pollfd error{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
  if (::poll(&error, 1, 0) > 0) {  // not where nobody reads
    static_cast<void>(::write(STDERR_FILENO, last_line, std::strlen(last_line)) < 0);
  }
  ::_exit(exit_code);
}

}  // namespace

void end_where_a_file_is_lost(const char* line, int code) {
  last_line = line;
  exit_code = code;
  struct sigaction action {};
  action.sa_handler = end;
  sigaction(SIGBUS, &action, nullptr);
}

}  // namespace cafs
