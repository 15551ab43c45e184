#include "cafs/store/location.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <iterator>

#include "cafs/base/error.h"
#include "cafs/io/directory.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

std::string name_of(StoreVersion version) { return std::string(version->directory); }

/// The path without `.`, `..` and trailing slashes, so that its last segment is its name.
fs::path resolved(const std::string& root) {
  fs::path path = fs::absolute(root).lexically_normal();
  while (path.filename_is_dot() || path.filename().empty()) path = path.parent_path();
  return path;
}

/// Whether `root` is the name of a version's directory itself, which may be a symbolic link to one
/// of another name.
bool names_version(const std::string& root, StoreVersion version) {
  fs::path path = fs::path(root).lexically_normal();
  if (path.filename_is_dot()) path = path.parent_path();
  return path.filename() == name_of(version);
}

bool is_store(const std::string& root, StoreVersion version) {
  return names_version(root, version) ||
         fs::exists(fs::symlink_status(fs::path(root) / name_of(version)));
}

/// A hint for a user who did not name the version: another one that is there.
std::string others_at(const std::string& root) {
  for (const StoreVersion version : kStoreVersions) {
    const std::string_view name = version->directory;
    if (is_store(root, version))
      return fmt::format(", but {} (choose by --store-version; in cafs link by --pnpm)", name);
  }
  return "";
}

void check_below(const Directory& directory, const std::string& name) {
  if (!directory.exists(name)) return;
  directory.refuse_bad_link(name);
  directory.open_below(name);
}

}  // namespace

std::string store_root(const std::string& root, StoreVersion version) {
  const fs::path path = resolved(root);
  return (path.filename() == name_of(version) ? path.parent_path() : path).string();
}

void check_place(const std::string& root, StoreVersion version) {
  const fs::path path = store_root(root, version);
  if (fs::symlink_status(path).type() == fs::file_not_found) return;
  const Directory parent = Directory::open(path.string());
  if (!parent.exists(name_of(version))) return;
  parent.refuse_bad_link(name_of(version));
  const Directory directory = parent.open_below(name_of(version));
  check_below(directory, "files");
  if (version->keeps_indexes_apart()) check_below(directory, std::string(version->index_directory));
}

StorePath find_store(const std::string& root, StoreVersion version, CanonicalPaths& paths) {
  const std::string path = paths.resolve(root);
  if (names_version(root, version)) return {path, path};
  const std::string below = fmt::format("{}/{}", path, version->directory);
  switch (fs::symlink_status(below).type()) {
    case fs::directory_file:
      return {path, below};
    case fs::symlink_file:
      return {path, CanonicalPaths().resolve(below)};
    default:
      throw Error(fmt::format("{}: has no {}{}", root, version->directory, others_at(root)));
  }
}

bool has_store(const std::string& root) {
  return std::any_of(kStoreVersions.begin(), kStoreVersions.end(),
                     [&](StoreVersion version) { return is_store(root, version); });
}

std::vector<StoreVersion> versions_at(const std::string& root) {
  const auto is_there = [&](StoreVersion version) { return is_store(root, version); };
  std::vector<StoreVersion> found;
  std::copy_if(kStoreVersions.begin(), kStoreVersions.end(), std::back_inserter(found), is_there);
  if (found.empty()) found.push_back(kUsualVersion);
  return found;
}

}  // namespace cafs
