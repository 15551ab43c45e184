#pragma once
#include <mutex>
#include <string>

#include "cafs/format/index_database.h"
#include "cafs/io/directory.h"
#include "cafs/io/durability.h"

namespace cafs {

/// What becomes of an index or marker that is there and says something else.
enum class Meeting { same_stays, unite, overwrite };

/// Package indexes that wait to be rows of a store's `index.db`. Any number of threads may keep.
class HeldRows {
 public:
  /// Keeps the row that `text` is, as it would stand in a file of its own. Throws Error for a text
  /// that is none, and for one that contradicts another under its key that it is to be united with.
  void keep(const std::string& text, Meeting meeting);

  /// Writes them as the database of a store that nobody sees yet: its bytes depend on the rows
  /// only. None are left.
  void write_new(const Directory& version);

  /// Adds them to the database of a store that others see, by a transaction. None are left. Throws
  /// Error for a row there that contradicts one to be united with it.
  void add_to(const Directory& version, Durability durability);

 private:
  std::mutex mutex_;
  IndexRows rows_;
  Meeting meeting_ = Meeting::same_stays;
};

}  // namespace cafs
