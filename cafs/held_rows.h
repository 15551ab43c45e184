#pragma once
#include <mutex>
#include <string>

#include "cafs/format/index_database.h"
#include "cafs/index_file.h"

namespace cafs {

/// What becomes of an index or marker that is there and says something else.
enum class Meeting { same_stays, unite, overwrite };

/// Package indexes that wait to be rows of a store's `index.db`. Any number of threads may keep.
class HeldRows {
 public:
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
  std::mutex mutex_;
  IndexRows rows_;
  Meeting meeting_ = Meeting::same_stays;
};

}  // namespace cafs
