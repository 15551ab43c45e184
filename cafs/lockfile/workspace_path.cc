#include "cafs/lockfile/workspace_path.h"

#include <algorithm>
#include <vector>

namespace cafs {

std::optional<std::string> below(std::string_view directory, std::string_view path) {
  if (path.starts_with('/')) return std::nullopt;
  const std::string whole = std::string(directory) + '/' + std::string(path);
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= whole.size();) {
    const std::size_t end = std::min(whole.find('/', start), whole.size());
    const std::string_view part = std::string_view(whole).substr(start, end - start);
    start = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
      continue;
    }
    if (parts.empty()) return std::nullopt;
    parts.pop_back();
  }
  std::string found;
  for (const std::string_view part : parts) found.append(found.empty() ? "" : "/").append(part);
  return found.empty() ? "." : found;
}

}  // namespace cafs
