#pragma once
#include <string>
#include <string_view>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/directory.h"
#include "cafs/io/wait.h"
#include "cafs/store/sqlite.h"

namespace cafs {

/// Calls `body`, and adds the file's name to what goes wrong. What SQLite calls an interruption is
/// one of ours.
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

/// Where that database is, symbolic links followed, and what SQLite keeps beside it: it opens
/// nothing through a link.
struct DatabaseFile {
  Directory directory;
  std::string name;

  std::string path() const { return directory.path() + "/" + name; }
  std::string log() const { return name + "-wal"; }
  std::string journal() const { return name + "-journal"; }
};

/// Throws Error where it, or what SQLite keeps beside it, is no regular file.
DatabaseFile located(const Directory& version);

/// A database that others may have open, too: their locks are waited for, ten seconds each. A
/// signal ends whatever takes long.
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
