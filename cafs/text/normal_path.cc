#include "cafs/text/normal_path.h"

#include <algorithm>
#include <vector>

namespace cafs {

std::string normal_path(std::string_view path) {
  const bool is_absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    start = end + 1;
    if (part.empty() || part == ".") continue;
    const bool takes_back = part == ".." && !parts.empty() && parts.back() != "..";
    if (takes_back) parts.pop_back();
    if (part != ".." || (!takes_back && !is_absolute)) parts.push_back(part);
  }
  std::string out;
  for (const std::string_view part : parts) {
    if (is_absolute || !out.empty()) out += '/';
    out += part;
  }
  return !out.empty() ? out : is_absolute ? "/" : ".";
}

}  // namespace cafs
