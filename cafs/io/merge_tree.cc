#include "cafs/io/merge_tree.h"

#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstdio>

namespace cafs {

namespace fs = boost::filesystem;

bool rename_directory(const Directory& parent, const std::string& name,
                      const std::string& new_name) {
  // Not even over an empty directory: somebody may just have made it and opened it.
  if (::renameat2(parent.fd(), name.c_str(), parent.fd(), new_name.c_str(), RENAME_NOREPLACE) == 0)
    return true;
  const bool unknown = errno == ENOSYS || errno == EINVAL;
  if (unknown && ::renameat(parent.fd(), name.c_str(), parent.fd(), new_name.c_str()) == 0)
    return true;
  if (errno != EEXIST && errno != ENOTEMPTY) throw_errno("rename", parent.path() + "/" + name);
  return false;
}

void merge_tree(const Directory& from, const Directory& to) {
  for (const fs::directory_entry& entry : fs::directory_iterator(from.path())) {
    const std::string name = entry.path().filename().string();
    if (!fs::is_directory(entry.symlink_status())) {
      from.rename(name, to, name);
      continue;
    }
    to.make(name);
    merge_tree(from.open_below(name), to.open_below(name));
  }
}

}  // namespace cafs
