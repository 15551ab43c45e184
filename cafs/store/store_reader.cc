#include "cafs/store/store_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/index/row/row_key.h"
#include "cafs/store/index_database.h"
#include "cafs/store/index_texts.h"
#include "cafs/store/location.h"

namespace cafs {

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
  if (!has_database() || rows == RowsOf::none) return;
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

bool StoreReader::has_database() const { return version_->has_rows && has(kDatabaseName); }

StoreReader StoreReader::of_keys(const std::string& path, StoreVersion version,
                                 std::span<const std::string> keys, Workers& workers) {
  StoreReader reader = of_version(path, version, RowsOf::none);
  if (!reader.has_database()) return reader;
  for (auto& [name, text] : read_index_texts(reader.directory_, keys, workers))
    reader.rows_.emplace(std::move(name), std::move(text));
  return reader;
}

void StoreReader::read_rows(RowsOf rows, std::span<const std::string> keys) {
  const bool in_use = rows == RowsOf::target;
  for (const auto& [key, row] :
       in_use ? read_index_database_in_use(directory_, keys) : read_index_database(directory_)) {
    rows_.emplace(row_path(key), row_text(key, row));
  }
}

/// What `look` finds at `path`; nothing if it fails and failures are passed over.
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
  tell_ = [&](const auto&) { lists_files_ = false; };  // to tell it once, not for each shard
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
      if (version_->is_index_name(shard, name) && !is_row(path)) paths.push_back(std::move(path));
    }
  }
  if (version_->own_indexes.empty()) return paths;
  for (const std::string& package : packages_without_integrity()) {
    for (const std::string_view name : version_->own_indexes) {
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
  const auto others = version_->other_directories;
  std::erase_if(names, [&](const std::string& name) {
    return name.starts_with('.') || name.starts_with(kDatabaseName) ||
           name == version_->index_directory ||
           std::find(others.begin(), others.end(), name) != others.end();
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
    } else if (version_->keeps_indexes_apart() || !version_->is_index_name(shard, name)) {
      stranger(fmt::format("files/{}/{}", shard, name));
    }
  }
}

std::vector<std::string> StoreReader::strangers() const {
  std::vector<std::string> paths;
  for (const std::string& name : names_in("files")) {
    if (!is_shard_name(name)) paths.push_back("files/" + name);
  }
  // A version whose indexes are among the content has no directory of its own for them.
  const std::string directory = version_->keeps_indexes_apart() ? index_directory() : "index";
  for (const std::string& shard : names_in(directory)) {
    if (!is_shard_name(shard)) paths.push_back(fmt::format("{}/{}", directory, shard));
    if (!is_shard_name(shard)) continue;
    for (const std::string& name : names_in(fmt::format("{}/{}", directory, shard))) {
      if (version_->is_index_name(shard, name)) continue;
      paths.push_back(fmt::format("{}/{}/{}", directory, shard, name));
    }
  }
  return paths;
}

}  // namespace cafs
