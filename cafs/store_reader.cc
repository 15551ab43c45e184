#include "cafs/store_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>

#include "cafs/error.h"
#include "cafs/format/united_index.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

/// What pnpm keeps beside its packages.
constexpr std::array<std::string_view, 5> kOthers{"files", "index", "links", "projects", "tmp"};

/// Whether `root` is the name of a version's directory itself, which may be a symbolic link to one
/// of another name.
bool names_version(const std::string& root) {
  fs::path path = fs::path(root).lexically_normal();
  if (path.filename_is_dot()) path = path.parent_path();
  return path.filename() == std::string(kStoreVersion);
}

}  // namespace

bool is_marker(std::string_view path) { return path.ends_with(kMarkerName); }

std::string united(const std::string& path, const std::string& existing, const std::string& added) {
  if (existing == added) return existing;
  try {
    if (is_marker(path)) throw Error("different contents");
    return unite_indexes(existing, added);
  } catch (const Error& e) {
    throw Error(fmt::format("{}: cannot be united with the one that is there: {}", path, e.what()));
  }
}

const std::vector<std::string>& shard_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(256);
    for (int i = 0; i < 256; ++i) all.push_back(fmt::format("{:02x}", i));
    return all;
  }();
  return names;
}

StorePath find_store(const std::string& root, CanonicalPaths& paths) {
  const std::string path = paths.resolve(root);
  if (names_version(root)) return {path, path};
  const std::string below = fmt::format("{}/{}", path, kStoreVersion);
  switch (fs::symlink_status(below).type()) {
    case fs::directory_file:
      return {path, below};
    case fs::symlink_file:
      return {path, CanonicalPaths().resolve(below)};
    default:
      throw Error(fmt::format("{}: has no {}", root, kStoreVersion));
  }
}

StoreReader::StoreReader(const std::string& root)
    : StoreReader(of_version([&] {
        CanonicalPaths paths;
        return find_store(root, paths).version;
      }())) {}

std::vector<std::string> StoreReader::indexes() const {
  std::vector<std::string> paths;
  for (const std::string& shard : directory_.list("index")) {
    if (!is_shard_name(shard)) continue;
    for (const std::string& name : directory_.list("index/" + shard)) {
      if (is_index_name(shard, name)) paths.push_back(fmt::format("index/{}/{}", shard, name));
    }
  }
  for (const std::string& package : packages_without_integrity()) {
    for (const std::string_view name : kOwnIndexNames) {
      std::string path = fmt::format("{}/{}", package, name);
      if (directory_.file_size(path)) paths.push_back(std::move(path));
    }
  }
  return paths;
}

std::vector<std::string> StoreReader::markers() const {
  std::vector<std::string> paths;
  for (const std::string& package : packages_without_integrity()) {
    std::string path = fmt::format("{}/{}", package, kMarkerName);
    if (directory_.file_size(path)) paths.push_back(std::move(path));
  }
  return paths;
}

std::vector<std::string> StoreReader::packages_without_integrity() const {
  std::vector<std::string> names = names_;
  std::erase_if(names, [](const std::string& name) {
    return name.starts_with('.') ||
           std::find(kOthers.begin(), kOthers.end(), name) != kOthers.end();
  });
  return names;
}

void StoreReader::list_content(const std::string& shard,
                               const std::function<void(const ContentName&)>& found,
                               const std::function<void(const std::string&)>& stranger) const {
  for (const std::string& name : directory_.list("files/" + shard)) {
    if (const auto content = content_name(shard, name)) {
      found(*content);
    } else {
      stranger(fmt::format("files/{}/{}", shard, name));
    }
  }
}

std::vector<std::string> StoreReader::strangers() const {
  std::vector<std::string> paths;
  for (const std::string& name : directory_.list("files")) {
    if (!is_shard_name(name)) paths.push_back("files/" + name);
  }
  for (const std::string& shard : directory_.list("index")) {
    if (!is_shard_name(shard)) paths.push_back("index/" + shard);
    if (!is_shard_name(shard)) continue;
    for (const std::string& name : directory_.list("index/" + shard)) {
      if (!is_index_name(shard, name)) paths.push_back(fmt::format("index/{}/{}", shard, name));
    }
  }
  return paths;
}

}  // namespace cafs
