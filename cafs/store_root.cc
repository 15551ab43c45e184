#include "cafs/store_root.h"

#include <boost/filesystem.hpp>

#include "cafs/io/directory.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

/// The path without `.`, `..` and trailing slashes, so that its last segment is its name.
fs::path resolved(const std::string& root) {
  fs::path path = fs::absolute(root).lexically_normal();
  while (path.filename_is_dot() || path.filename().empty()) path = path.parent_path();
  return path;
}

}  // namespace

std::string store_root(const std::string& root, StoreVersion version) {
  const fs::path path = resolved(root);
  const std::string name(directory_name(version));
  return (path.filename() == name ? path.parent_path() : path).string();
}

void check_place(const std::string& root, StoreVersion version) {
  const fs::path path = store_root(root, version);
  if (fs::symlink_status(path).type() == fs::file_not_found) return;
  const Directory parent = Directory::open(path.string());
  const std::string name(directory_name(version));
  if (!parent.exists(name)) return;
  parent.refuse_bad_link(name);
  const Directory directory = parent.open_below(name);
  for (const char* const below : {"files", "index"}) {
    if (!directory.exists(below)) continue;
    directory.refuse_bad_link(below);
    directory.open_below(below);
  }
}

}  // namespace cafs
