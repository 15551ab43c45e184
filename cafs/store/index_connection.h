#pragma once
#include <string>
#include <string_view>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/directory.h"
#include "cafs/io/wait.h"
#include "cafs/store/sqlite.h"

namespace cafs {

/// Calls `body`, and adds the file's name to its errors. If SQLite fails because of a signal,
/// throws Interrupted.
template <typename Body>
auto naming(std::string_view file, const Body& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    throw_if_interrupted();
    throw Error(std::string(file) + ": " + e.what());
  }
}

/// The absolute path of the `index.db` of a store, whose version's directory is `version`.
std::string index_database_path(const Directory& version);

/// Where that database is behind symbolic links, since SQLite opens nothing through a link; and the
/// names of the files that SQLite keeps beside it.
struct DatabaseFile {
  Directory directory;
  std::string name;

  std::string path() const { return directory.path() + "/" + name; }
  std::string log() const { return name + "-wal"; }
  std::string journal() const { return name + "-journal"; }
};

/// Locates it. Throws Error if it, or a file that SQLite keeps beside it, is no regular file.
DatabaseFile located(const Directory& version);

/// A connection to a database that others may have open, too. It waits up to ten seconds for each
/// of their locks. A signal ends whatever takes long.
class IndexConnection {
 public:
  /// Opens the file at `path` with flags of sqlite3_open_v2. Throws Error.
  IndexConnection(const std::string& path, int flags);

  const SqliteDatabase& database() const { return database_; }

 private:
  Attempts attempts_;
  SqliteDatabase database_;
};

}  // namespace cafs
