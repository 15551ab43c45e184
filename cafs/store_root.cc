#include "cafs/store_root.h"

#include <boost/filesystem.hpp>

#include "cafs/format/layout.h"

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

std::string store_root(const std::string& root) {
  const fs::path path = resolved(root);
  return (path.filename() == std::string(kStoreVersion) ? path.parent_path() : path).string();
}

}  // namespace cafs
