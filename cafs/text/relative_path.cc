#include "cafs/text/relative_path.h"

#include <algorithm>

namespace cafs {

namespace {

/// The path as its parts, each after a slash: nothing for the root.
std::string_view parts_of(std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// The length in bytes of the whole parts that both paths begin with.
std::size_t common_parts(std::string_view a, std::string_view b) {
  const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const bool a_is_whole = at_a == a.end() || *at_a == '/';
  const bool b_is_whole = at_b == b.end() || *at_b == '/';
  const auto length = static_cast<std::size_t>(at_a - a.begin());
  return a_is_whole && b_is_whole ? length : a.rfind('/', length - 1);
}

}  // namespace

std::string relative_path(std::string_view from_directory, std::string_view to) {
  std::string_view from = parts_of(from_directory);
  to = parts_of(to);
  const std::size_t common = common_parts(from, to);
  from.remove_prefix(common);
  to.remove_prefix(common);
  const auto ups = static_cast<std::size_t>(std::count(from.begin(), from.end(), '/'));
  std::string path;
  path.reserve(3 * ups + to.size());
  for (std::size_t i = 0; i < ups; ++i) path += i == 0 ? ".." : "/..";
  path += path.empty() && !to.empty() ? to.substr(1) : to;
  return path;
}

}  // namespace cafs
