#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// All that the file at `path` holds, or standard input for "-". Throws std::system_error.
std::string read_text_file(const std::string& path);

/// Makes the file at `path` hold `text`, at once for whoever looks. Throws std::system_error.
void write_text_file(const std::string& path, std::string_view text);

}  // namespace cafs
