#pragma once
#include <string>
#include <string_view>

namespace cafs {

/// The path that leads from `from_directory` to `to`, as Node's path.relative gives it: "" where
/// they are the same. Both are absolute and normalised: no empty part, no `.`, no `..`, no slash at
/// the end but that of the root.
std::string relative_path(std::string_view from_directory, std::string_view to);

}  // namespace cafs
