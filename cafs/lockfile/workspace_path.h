#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cafs {

/// The directory that `path` leads to from `directory`, both relative to a workspace: `a/c` of
/// `a/b` and `../c`. `.` is the workspace itself; nothing stands for a directory outside of it.
std::optional<std::string> below(std::string_view directory, std::string_view path);

}  // namespace cafs
