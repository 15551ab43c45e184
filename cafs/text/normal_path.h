#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// The path without empty segments and `.`, and with each `..` resolved against the segment before
/// it. A relative path keeps each `..` that leads out of it; an empty path becomes `.`.
std::string normal_path(std::string_view path);

}  // namespace cafs
