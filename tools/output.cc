#include "tools/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <exception>

#include "cafs/base/error.h"
#include "cafs/io/fd.h"
#include "cafs/io/wait.h"

namespace cafs::tools {

namespace {

/// Waits until there is room. If that cannot be found out, the write itself waits.
void wait_for_room(int fd) {
  try {
    wait_until(fd, Ready::to_write);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::exception&) {
  }
}

/// Writes in pieces for which there is room, so that a signal can end every wait.
bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    wait_for_room(fd);
    const ssize_t put = ::write(fd, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (put < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

/// Ignores errors: nothing can be done if standard error is closed, or full when the run is to end.
void write_error(std::string_view text) {
  try {
    write_all(STDERR_FILENO, text);
  } catch (const std::exception&) {
  }
}

std::string error_line(std::string_view program, std::string_view message) {
  return fmt::format("{}: {}\n", program, one_line(message));
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line += byte < 0x20 || byte == 0x7F ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
  }
  return line;
}

void print_line(std::string_view text) {
  if (!write_all(STDOUT_FILENO, fmt::format("{}\n", text))) throw_errno("write", "standard output");
}

void print_text(std::string_view text) {
  if (!write_all(STDOUT_FILENO, text)) throw_errno("write", "standard output");
}

void report_error(std::string_view program, std::string_view message) {
  // Where standard error is closed nothing is left to be done.
  static_cast<void>(write_all(STDERR_FILENO, error_line(program, message)));
}

void print_error(std::string_view program, std::string_view message) {
  write_error(error_line(program, message));
}

void print_out_of_memory(std::string_view program) {
  std::array<char, 80> line{};
  const auto* const end =
      fmt::format_to_n(line.data(), line.size(), "{:.60}: out of memory\n", program).out;
  write_error({line.data(), static_cast<std::size_t>(end - line.data())});
}

void print_raw_error(std::string_view text) { write_error(text); }

}  // namespace cafs::tools
