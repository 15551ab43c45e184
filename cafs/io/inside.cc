#include "cafs/io/inside.h"

#include <algorithm>

#include "cafs/io/symlink.h"

namespace cafs {

namespace {

/// Goes down part by part. `enters` looks at each part, and says whether to go there.
template <typename Enters>
std::optional<Directory> walk(const Directory& top, const std::string& path, const Enters& enters) {
  std::optional<Directory> directory;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string name = path.substr(start, end - start);
    const Directory& parent = directory ? *directory : top;
    if (!enters(parent, name)) return std::nullopt;
    directory = parent.open_own(name);
    start = end + 1;
  }
  return directory;
}

}  // namespace

std::optional<Directory> find_inside(const Directory& top, const std::string& path) {
  if (auto found = top.open_inside(path)) return found;
  return walk(top, path, is_own_directory);
}

Directory make_inside(const Directory& top, const std::string& path) {
  if (auto found = top.open_inside(path)) return std::move(*found);
  return *walk(top, path, [](const Directory& parent, const std::string& name) {
    put_directory(parent, name);
    return true;
  });
}

}  // namespace cafs
