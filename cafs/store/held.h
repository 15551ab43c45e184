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

/// Complete files that wait for their names, and get them if somebody wants that. Any number of
/// threads may use one.
class HeldFiles {
 public:
  bool has(const std::string& path) const;
  bool empty() const;

  /// Keeps a file that is to be called `path`.
  void add(const std::string& path, StagedFile file);

  /// Says that the file that is to be called `path` is wanted, if there is one.
  void want(const std::string& path);

  /// Removes them.
  void drop();

  /// Gives the file that is to be called `path` a second name `name` below `to`. False where there
  /// is none, or the kernel refuses.
  bool link(const std::string& path, const Directory& to, const std::string& name) const;

  /// Calls `take` with each that is wanted, in no order, and keeps none, whatever that throws.
  void release(const std::function<void(const std::string& path, StagedFile file)>& take);

 private:
  struct Held {
    StagedFile file;
    bool wanted = false;
  };

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Held> files_;  // by path
};

/// What becomes of an index or marker that is there and says something else.
enum class Meeting { same_stays, unite, overwrite };

/// Package indexes that wait to be rows of a store's `index.db`. Any number of threads may keep.
class HeldRows {
 public:
  explicit HeldRows(StoreVersion version) : version_(version) {}

  /// Keeps the row that `text` is, as it would stand in a file of its own. Throws Error for a text
  /// that is none, and for one that contradicts another under its key that it is to be united with.
  void keep(const std::string& text, Meeting meeting);

  bool empty() const { return rows_.empty(); }
  void clear() { rows_.clear(); }

  /// The database that has just these: its bytes depend on them only.
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
