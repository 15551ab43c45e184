#include "tools/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "cafs/io/fd.h"

namespace cafs::tools {

namespace {

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(fd, text.data(), text.size());
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
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

void print_error(std::string_view program, std::string_view message) {
  // Nothing is left to be done where standard error is closed.
  static_cast<void>(write_all(STDERR_FILENO, fmt::format("{}: {}\n", program, one_line(message))));
}

void print_out_of_memory(std::string_view program) {
  std::array<char, 80> line{};
  const auto* const end =
      fmt::format_to_n(line.data(), line.size(), "{:.60}: out of memory\n", program).out;
  static_cast<void>(
      write_all(STDERR_FILENO, {line.data(), static_cast<std::size_t>(end - line.data())}));
}

void print_raw_error(std::string_view text) { static_cast<void>(write_all(STDERR_FILENO, text)); }

}  // namespace cafs::tools
