#pragma once
#include <string>

#include "cafs/io/directory.h"

namespace cafs {

/// Keeps SQLite from changing a database file that has no write-ahead log, while it is read without
/// SQLite: the lock that its readers have, at the place that its description of the file format
/// names. Where there are no locks, or a writer has it for ten seconds, it holds nothing.
class DatabaseLock {
 public:
  /// Waits. Throws Interrupted when a signal comes while it waits.
  DatabaseLock(const Directory& directory, const std::string& name);

 private:
  Fd file_;  // the lock belongs to this opening of the file
};

}  // namespace cafs
