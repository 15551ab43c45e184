#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "cafs/index/row/index_table.h"
#include "cafs/index/store_version.h"
#include "cafs/io/staging.h"
#include "cafs/store/index_database.h"

namespace cafs {

/// Complete files that wait for their names. Only files that somebody wants get them. Any number of
/// threads may use one.
class HeldFiles {
 public:
  bool has(const std::string& path) const;
  bool empty() const;

  /// Keeps a file that is to be called `path`.
  void add(const std::string& path, StagedFile file);

  /// Marks the file that is to be called `path`, if there is one, as wanted.
  void want(const std::string& path);

  /// Removes all files.
  void drop();

  /// Gives the file that is to be called `path` a second name `name` below `to`. False where there
  /// is none, or the kernel refuses.
  bool link(const std::string& path, const Directory& to, const std::string& name) const;

  /// Calls `take` with each file that is wanted, in no order. Keeps no file, even if `take` throws.
  void release(const std::function<void(const std::string& path, StagedFile file)>& take);

 private:
  struct Held {
    StagedFile file;
    bool wanted = false;
  };

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Held> files_;  // by path
};

/// What is done where an index or marker exists already.
enum class Meeting { same_stays, unite, overwrite };

/// Package indexes that wait to be rows of a store's `index.db`. Any number of threads may keep.
class HeldRows {
 public:
  explicit HeldRows(StoreVersion version) : version_(version) {}

  /// Keeps a row, given as the text of a file of its own. Throws Error for a text that is no row,
  /// and for one that is to be united with another of its key but contradicts it.
  void keep(const std::string& text, Meeting meeting);

  bool empty() const { return rows_.empty(); }
  void clear() { rows_.clear(); }

  /// A database with exactly these rows. Its bytes depend on nothing else.
  std::string database() const { return index_database(rows_); }

  /// Adds them to a database that others may use. Throws Error for a row there that contradicts one
  /// to be united with it.
  void add_to(IndexTransaction& database) const;

 private:
  const StoreVersion version_;
  std::mutex mutex_;
  IndexRows rows_;
  Meeting meeting_ = Meeting::same_stays;
};

}  // namespace cafs
