#include "cafs/index_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <boost/filesystem.hpp>
#include <utility>

#include "cafs/error.h"
#include "cafs/format/layout.h"
#include "cafs/format/sqlite.h"
#include "cafs/io/interrupt.h"
#include "cafs/io/staging.h"

namespace cafs {

namespace {

const std::string kFile(kDatabaseName);
const std::string kLog = kFile + "-wal";

template <typename Body>
auto naming_file(const Body& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", kDatabaseName, e.what()));
  }
}

/// SQLite would write beside a database with a log, even to read it; and that may be a store that
/// nobody may write.
IndexRows read_copy(const std::string& database, const std::string& log) {
  const Directory temporary = Directory::open(boost::filesystem::temp_directory_path().string());
  const Staging staging(temporary);
  const Directory& copy = staging.directory();
  copy.write_new(kFile, as_bytes(database), 0600);
  copy.write_new(kLog, as_bytes(log), 0600);
  return rows_of(SqliteDatabase(copy.path() + "/" + kFile, SQLITE_OPEN_READWRITE));
}

void insert(const SqliteDatabase& database, const IndexRows& rows, const MeetRow& meet) {
  SqliteStatement find(database, "SELECT data FROM package_index WHERE key = ?");
  SqliteStatement put(database, "INSERT OR REPLACE INTO package_index (key, data) VALUES (?, ?)");
  for (const auto& [key, row] : rows) {
    throw_if_interrupted();
    find.bind_text(1, key);
    const bool exists = find.step();
    const auto wanted = exists ? meet(key, std::string(find.column(0)), row) : row;
    find.reset();
    if (!wanted) continue;
    put.bind_text(1, key);
    put.bind_blob(2, *wanted);
    put.step();
    put.reset();
  }
}

}  // namespace

IndexRows read_index_file(const Directory& version) {
  return naming_file([&] {
    const auto database = version.read(kFile);
    if (!database) throw Error("is gone");
    const auto log = version.read(kLog);
    return log && !log->empty() ? read_copy(*database, *log) : read_index_database(*database);
  });
}

void add_to_index_file(const Directory& version, const IndexRows& rows, const MeetRow& meet,
                       Durability durability) {
  constexpr int kMilliseconds = 10'000;
  naming_file([&] {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW;
    const SqliteDatabase database(version.path() + "/" + kFile, flags);
    sqlite3_busy_timeout(database.handle(), kMilliseconds);
    database.run(durability == Durability::synced ? "PRAGMA synchronous = FULL"
                                                  : "PRAGMA synchronous = OFF");
    database.run("BEGIN IMMEDIATE");
    database.run(fmt::format("CREATE TABLE IF NOT EXISTS {}", kIndexTable).c_str());
    insert(database, rows, meet);
    database.run("COMMIT");
  });
}

}  // namespace cafs
