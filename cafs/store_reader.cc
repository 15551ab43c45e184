#include "cafs/store_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <iterator>

#include "cafs/error.h"
#include "cafs/format/index_format.h"
#include "cafs/format/row_key.h"
#include "cafs/index_file.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

/// What pnpm keeps beside its packages.
constexpr std::array<std::string_view, 7> kOthers{
    "files", "index", "index-aliases", "links", "projects", "python-envs", "tmp"};

/// Whether `root` is the name of a version's directory itself, which may be a symbolic link to one
/// of another name.
bool names_version(const std::string& root, StoreVersion version) {
  fs::path path = fs::path(root).lexically_normal();
  if (path.filename_is_dot()) path = path.parent_path();
  return path.filename() == std::string(directory_name(version));
}

bool is_store(const std::string& root, StoreVersion version) {
  return names_version(root, version) ||
         fs::exists(fs::symlink_status(fs::path(root) / std::string(directory_name(version))));
}

/// What a user who did not name the version is to be told.
std::string others_at(const std::string& root) {
  for (const StoreVersion version : kStoreVersions) {
    const std::string_view name = directory_name(version);
    if (is_store(root, version)) return fmt::format(", but {} (--store-version {})", name, name);
  }
  return "";
}

}  // namespace

bool is_marker(std::string_view path) { return path.ends_with(kMarkerName); }

std::string united(const std::string& path, const std::string& existing, const std::string& added,
                   StoreVersion version) {
  if (existing == added) return existing;
  try {
    if (is_marker(path)) throw Error("different contents");
    return index_format(version).united(existing, added);
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

StorePath find_store(const std::string& root, StoreVersion version, CanonicalPaths& paths) {
  const std::string path = paths.resolve(root);
  if (names_version(root, version)) return {path, path};
  const std::string below = fmt::format("{}/{}", path, directory_name(version));
  switch (fs::symlink_status(below).type()) {
    case fs::directory_file:
      return {path, below};
    case fs::symlink_file:
      return {path, CanonicalPaths().resolve(below)};
    default:
      throw Error(fmt::format("{}: has no {}{}", root, directory_name(version), others_at(root)));
  }
}

std::vector<StoreVersion> versions_at(const std::string& root) {
  const auto is_there = [&](StoreVersion version) { return is_store(root, version); };
  std::vector<StoreVersion> found;
  std::copy_if(kStoreVersions.begin(), kStoreVersions.end(), std::back_inserter(found), is_there);
  if (found.empty()) found.push_back(StoreVersion::v10);
  return found;
}

StoreReader::StoreReader(const std::string& root, StoreVersion version, RowsOf rows)
    : StoreReader(of_version(
          [&] {
            CanonicalPaths paths;
            return find_store(root, version, paths).version;
          }(),
          version, rows)) {}

StoreReader::StoreReader(std::string path, Directory directory, StoreVersion version, RowsOf rows,
                         std::span<const std::string> keys)
    : path_(std::move(path)),
      directory_(std::move(directory)),
      version_(version),
      names_(directory_.list(".")) {
  if (version != StoreVersion::v11 || !has(kDatabaseName)) return;
  try {
    read_rows(rows, keys);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    if (rows != RowsOf::suspect) throw;
    unreadable_ = e.what();
  }
}

void StoreReader::read_rows(RowsOf rows, std::span<const std::string> keys) {
  const bool in_use = rows == RowsOf::target;
  for (const auto& [key, row] :
       in_use ? read_index_file_in_use(directory_, keys) : read_index_file(directory_)) {
    rows_.emplace(row_path(key), row_file(key, row));
  }
}

/// What `look` finds at `path`; where it cannot, nothing, if that is to be passed over.
template <typename Look>
auto StoreReader::looking(const std::string& path, const Look& look) const {
  try {
    return look();
  } catch (const std::system_error& e) {
    if (!tell_) throw;
    tell_(fmt::format("{}: {}", path, e.code().message()));
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    if (!tell_) throw;
    tell_(e.what());
  }
  return decltype(look())();
}

void StoreReader::pass_over(std::function<void(std::string)> tell) {
  tell_ = [&](const auto&) { lists_files_ = false; };  // and is told once, not for each shard
  names_in("files");
  tell_ = std::move(tell);
}

std::vector<std::string> StoreReader::names_in(const std::string& directory) const {
  return looking(directory, [&] { return directory_.list(directory); });
}

bool StoreReader::has_file(const std::string& path) const {
  return looking(path, [&] { return directory_.file_size(path).has_value(); });
}

bool StoreReader::has_index() const { return has(index_directory()) || !rows_.empty(); }

std::optional<std::string> StoreReader::text(const std::string& path) const {
  const auto row = rows_.find(path);
  return row != rows_.end() ? row->second : directory_.read(path, kJsonPadding);
}

std::vector<std::string> StoreReader::indexes() const {
  std::vector<std::string> paths;
  for (const auto& [path, row] : rows_) paths.push_back(path);
  const std::string directory = index_directory();
  for (const std::string& shard : names_in(directory)) {
    if (!is_shard_name(shard)) continue;
    for (const std::string& name : names_in(fmt::format("{}/{}", directory, shard))) {
      std::string path = fmt::format("{}/{}/{}", directory, shard, name);
      if (is_index_name(shard, name, version_) && !is_row(path)) paths.push_back(std::move(path));
    }
  }
  if (version_ == StoreVersion::v11) return paths;
  for (const std::string& package : packages_without_integrity()) {
    for (const std::string_view name : kOwnIndexNames) {
      std::string path = fmt::format("{}/{}", package, name);
      if (has_file(path)) paths.push_back(std::move(path));
    }
  }
  return paths;
}

std::vector<std::string> StoreReader::markers() const {
  std::vector<std::string> paths;
  for (const std::string& package : packages_without_integrity()) {
    std::string path = fmt::format("{}/{}", package, kMarkerName);
    if (has_file(path)) paths.push_back(std::move(path));
  }
  return paths;
}

std::vector<std::string> StoreReader::packages_without_integrity() const {
  std::vector<std::string> names = names_;
  std::erase_if(names, [](const std::string& name) {
    return name.starts_with('.') || name.starts_with(kDatabaseName) ||
           std::find(kOthers.begin(), kOthers.end(), name) != kOthers.end();
  });
  return names;
}

void StoreReader::list_content(const std::string& shard,
                               const std::function<void(const ContentName&)>& found,
                               const std::function<void(const std::string&)>& stranger) const {
  if (!lists_files_) return;
  for (const std::string& name : names_in("files/" + shard)) {
    if (const auto content = content_name(shard, name)) {
      found(*content);
    } else if (version_ != StoreVersion::v3 || !is_index_name(shard, name, version_)) {
      stranger(fmt::format("files/{}/{}", shard, name));
    }
  }
}

std::vector<std::string> StoreReader::strangers() const {
  std::vector<std::string> paths;
  for (const std::string& name : names_in("files")) {
    if (!is_shard_name(name)) paths.push_back("files/" + name);
  }
  for (const std::string& shard : names_in("index")) {
    if (!is_shard_name(shard)) paths.push_back("index/" + shard);
    if (!is_shard_name(shard)) continue;
    for (const std::string& name : names_in("index/" + shard)) {
      if (!is_index_name(shard, name, version_))
        paths.push_back(fmt::format("index/{}/{}", shard, name));
    }
  }
  return paths;
}

}  // namespace cafs
