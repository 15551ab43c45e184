#pragma once
#include <string>
#include <string_view>

namespace cafs::tools {

/// Writes `text` and a newline to standard output, at once. Throws std::system_error, and
/// Interrupted when a signal comes while nobody reads.
void print_line(std::string_view text);

/// Writes `text` as it is to standard output. Throws as print_line does.
void print_text(std::string_view text);

/// Writes "`program`: `message`" as one line to standard error: control characters are shown as
/// \xNN. Throws Interrupted when a signal comes while nobody reads.
void report_error(std::string_view program, std::string_view message);

/// The same for the last message of a run: after a signal, it writes only what there is room for.
void print_error(std::string_view program, std::string_view message);

/// The same for the message that memory is used up. It allocates none.
void print_out_of_memory(std::string_view program);

/// `text` on one line: control characters are shown as \xNN.
std::string one_line(std::string_view text);

/// Writes `text` to standard error as it is: for a terminal.
void print_raw_error(std::string_view text);

}  // namespace cafs::tools
