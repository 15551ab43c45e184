#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// The path without empty segments, `.`, and each `..` that a segment before it takes back. A
/// relative one keeps those that lead out of it; nothing at all is `.`.
std::string normal_path(std::string_view path);

}  // namespace cafs
