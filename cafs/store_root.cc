#include "cafs/store_root.h"

#include <boost/filesystem.hpp>
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

}  // namespace cafs
