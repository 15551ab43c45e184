#include "cafs/lockfile/workspace_path.h"

#include "cafs/text/normal_path.h"

namespace cafs {

std::optional<std::string> below(std::string_view directory, std::string_view path) {
  if (path.starts_with('/')) return std::nullopt;
  // The dot keeps the path relative if `directory` begins with a slash.
  std::string found = normal_path("./" + std::string(directory) + '/' + std::string(path));
  if (found == ".." || found.starts_with("../")) return std::nullopt;
  return found;
}

}  // namespace cafs
