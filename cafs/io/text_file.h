#pragma once
#include <string>
#include <string_view>

#include "cafs/io/durability.h"
#include "cafs/io/fd.h"

namespace cafs {

/// Opens the file at `path` for reading, or standard input for "-". Throws std::system_error, and
/// Error for a directory and for a device, which may have no end: all but terminals and /dev/null.
Fd open_input(const std::string& path);

/// What an error calls that.
std::string input_name(const std::string& path);

/// All that the file at `path` holds, or standard input for "-". Throws as `open_input` does, and
/// Interrupted.
std::string read_text_file(const std::string& path);

/// Makes the file at `path` hold `text`, at once for whoever looks. Throws std::system_error.
void write_text_file(const std::string& path, std::string_view text, Durability durability);

}  // namespace cafs
