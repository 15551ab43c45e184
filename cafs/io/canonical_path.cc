#include "cafs/io/canonical_path.h"

#include <sys/stat.h>

#include <boost/filesystem.hpp>
#include <system_error>

#include "cafs/base/error.h"
#include "cafs/io/fd.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

std::string canonical(const std::string& path) {
  boost::system::error_code error;
  const fs::path found = fs::canonical(path, error);
  if (!error) return found.string();
  boost::system::error_code ignored;
  const bool link = fs::symlink_status(path, ignored).type() == fs::symlink_file;
  if (link && error == boost::system::errc::no_such_file_or_directory) {
    throw Error(path + ": is a symbolic link to nothing");
  }
  throw std::system_error(error.value(), std::generic_category(), path);
}

bool is_symlink(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) throw_errno("stat", path);
  return S_ISLNK(status.st_mode);
}

}  // namespace

std::string CanonicalPaths::resolve(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string leaf = path.substr(slash + 1);
  if (slash == path.npos || slash == 0 || leaf.empty() || leaf == "." || leaf == "..") {
    return canonical(path);
  }
  if (const std::string parent = path.substr(0, slash); parent != parent_ || parent_.empty()) {
    resolved_ = canonical(parent);
    parent_ = parent;
  }
  const std::string whole = (resolved_ == "/" ? "" : resolved_) + "/" + leaf;
  return is_symlink(whole) ? canonical(whole) : whole;
}

}  // namespace cafs
