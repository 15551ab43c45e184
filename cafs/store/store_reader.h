#pragma once
#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/index/content_name.h"
#include "cafs/index/row/index_table.h"
#include "cafs/index/store_version.h"
#include "cafs/io/directory.h"

namespace cafs {

/// What kind of store an `index.db` is read from.
enum class RowsOf {
  fragment,  ///< nobody writes it, and Error is thrown where it cannot be read
  suspect,   ///< the same, but without rows if it cannot be read
  target,    ///< it is to be written, perhaps also by others at the same time
  none,      ///< none are read
};

/// A pnpm store that is only read: a fragment of a merge, or one to verify. Either cafs or pnpm may
/// have made it. What pnpm keeps beside its packages (`tmp`, `projects`, `links`, what crashed
/// writers left) is ignored. In a version with rows, package indexes are those in files and those
/// in `index.db`, each under the path that its file has or would have.
class StoreReader {
 public:
  /// Opens the store at `root`, as `find_store` finds it. Throws Error for an `index.db` that
  /// cannot be read, unless `rows` is suspect.
  explicit StoreReader(const std::string& root, StoreVersion version = kUsualVersion,
                       RowsOf rows = RowsOf::fragment);

  /// Opens the version's directory `path`, whatever it is called. Throws Error for an `index.db`
  /// that cannot be read.
  static StoreReader of_version(const std::string& path, StoreVersion version = kUsualVersion,
                                RowsOf rows = RowsOf::fragment) {
    return {path, Directory::open(path), version, rows, {}};
  }

  /// The same for a store that is to be written, perhaps also by others at the same time. Of the
  /// rows in `index.db` it has only those with one of these keys.
  static StoreReader of_target(const std::string& path, StoreVersion version,
                               std::span<const std::string> keys) {
    return {path, Directory::open(path), version, RowsOf::target, keys};
  }

  /// The same for a fragment. Of the rows in `index.db` it has only those with one of these keys.
  static StoreReader of_keys(const std::string& path, StoreVersion version,
                             std::span<const std::string> keys, Workers& workers);

  /// From now on, what cannot be listed or looked at is passed over: any thread tells it in a line,
  /// instead of throwing.
  void pass_over(std::function<void(std::string)> tell);

  /// Why `index.db` could not be read; nothing if it could.
  const std::optional<std::string>& unreadable() const { return unreadable_; }

  const Directory& directory() const { return directory_; }

  /// The absolute path of the version's directory, without symbolic links.
  const std::string& path() const { return path_; }

  /// Whether the store has a place for indexes at all.
  bool has_index() const;

  /// The package indexes, relative to the version's directory: those keyed by integrity, and those
  /// of packages without one (`DIRECTORY/integrity.json` and `DIRECTORY/integrity-not-built.json`).
  std::vector<std::string> indexes() const;

  /// Whether that index is a row of `index.db`.
  bool is_row(const std::string& path) const { return rows_.contains(path); }

  /// The text of an index or marker, with capacity for `kJsonPadding` more bytes; nothing where
  /// there is none.
  std::optional<std::string> text(const std::string& path) const;

  /// The integrities of local tarballs, `DIRECTORY/tarball-integrity`: text, not JSON.
  std::vector<std::string> markers() const;

  /// Calls `found` for each content file in the directory `files/SHARD`, with its name there, and
  /// `stranger` for all else there.
  void list_content(const std::string& shard, const std::function<void(const ContentName&)>& found,
                    const std::function<void(const std::string& path)>& stranger) const;

  /// Paths in `index` that are no package indexes, and in `files` that are no shards, relative to
  /// the version's directory.
  std::vector<std::string> strangers() const;

 private:
  StoreReader(std::string path, Directory directory, StoreVersion version, RowsOf rows,
              std::span<const std::string> keys);

  void read_rows(RowsOf rows, std::span<const std::string> keys);

  bool has_database() const;
  bool has(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }
  std::string index_directory() const { return std::string(version_->index_directory); }
  std::vector<std::string> packages_without_integrity() const;
  std::vector<std::string> names_in(const std::string& directory) const;
  bool has_file(const std::string& path) const;
  template <typename Look>
  auto looking(const std::string& path, const Look& look) const;

  std::string path_;
  Directory directory_;
  StoreVersion version_;
  std::vector<std::string> names_;  // in the version's directory
  IndexRows rows_;                  // of index.db: texts by path
  std::optional<std::string> unreadable_;
  std::function<void(std::string)> tell_;  // of what is passed over; without it nothing is
  bool lists_files_ = true;
};

}  // namespace cafs
