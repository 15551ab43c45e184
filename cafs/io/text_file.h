#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cafs/io/directory.h"
#include "cafs/io/fd.h"

namespace cafs {

/// Reads lines from a descriptor that stays open and belongs to the caller.
class LineReader {
 public:
  /// `name` is for error messages.
  LineReader(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  /// Whether more can be read without waiting for a writer: true for every regular file.
  bool is_regular_file() const;

  /// Waits for a line, then takes the others that are there already, `most` at the most. Newlines
  /// are not part of a line; the last needs none. Empty at the end of input. A line of more than 1
  /// MiB is cut there: no line of ours is as long. Throws std::system_error, and Interrupted when a
  /// signal comes while it waits.
  std::vector<std::string> read_some(std::size_t most);

 private:
  bool fill();
  bool take_line(std::vector<std::string>& lines);

  int fd_;
  std::string name_;
  std::string buffer_;
  std::size_t start_ = 0;  // of what is not taken yet
  bool at_end_ = false;
};

/// Opens the file at `path` for reading, or standard input for "-". Throws std::system_error, and
/// Error for a directory and for a device, which may have no end: all but terminals and /dev/null.
Fd open_input(const std::string& path);

/// The name of that input in error messages.
std::string input_name(const std::string& path);

/// All that the file at `path` holds, or standard input for "-". Throws as `open_input` does, and
/// Interrupted.
std::string read_text_file(const std::string& path);

/// Makes the file at `path` hold `text`, atomically. Throws std::system_error.
void write_text_file(const std::string& path, std::string_view text, Durability durability);

}  // namespace cafs
