#include "cafs/index_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <boost/filesystem.hpp>
#include <map>
#include <utility>

#include "cafs/error.h"
#include "cafs/format/layout.h"
#include "cafs/format/sqlite.h"
#include "cafs/io/database_lock.h"
#include "cafs/io/interrupt.h"
#include "cafs/io/staging.h"

namespace cafs {

namespace {

const std::string kFile(kDatabaseName);

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

/// What SQLite keeps beside a database: pnpm's log, and what a transaction that was cut short has
/// changed.
const std::array<std::string, 2> kBeside{kFile + "-wal", kFile + "-journal"};

/// SQLite would write beside a database with such a file, even to read it; and that may be a store
/// that nobody may write.
IndexRows read_copy(const std::string& database, const std::map<std::string, std::string>& beside) {
  const Directory temporary = Directory::open(boost::filesystem::temp_directory_path().string());
  const Staging staging(temporary);
  const Directory& copy = staging.directory();
  copy.write_new(kFile, as_bytes(database), 0600);
  std::size_t size = database.size();
  for (const auto& [name, content] : beside) {
    copy.write_new(name, as_bytes(content), 0600);
    size += content.size();
  }
  return rows_of(SqliteDatabase(copy.path() + "/" + kFile, SQLITE_OPEN_READWRITE), size);
}

std::map<std::string, std::string> read_beside(const Directory& version) {
  std::map<std::string, std::string> contents;
  for (const std::string& name : kBeside) {
    auto content = version.read(name);
    if (content && !content->empty()) contents.emplace(name, *std::move(content));
  }
  return contents;
}

/// As others may have it open, too: SQLite waits for them.
SqliteDatabase opened(const Directory& version, int flags) {
  constexpr int kMilliseconds = 10'000;
  SqliteDatabase database(version.path() + "/" + kFile, flags | SQLITE_OPEN_NOFOLLOW);
  sqlite3_busy_timeout(database.handle(), kMilliseconds);
  return database;
}

bool has_table(const SqliteDatabase& database) {
  return SqliteStatement(database, "SELECT 1 FROM sqlite_schema WHERE name = 'package_index'")
      .step();
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
    const DatabaseLock lock(version, kFile);
    const auto database = version.read(kFile);
    if (!database) throw Error("is gone");
    const auto beside = read_beside(version);
    return beside.empty() ? read_index_database(*database) : read_copy(*database, beside);
  });
}

IndexRows read_index_file_in_use(const Directory& version) {
  constexpr std::size_t kMost = std::size_t{1} << 30;
  return naming_file([&] {
    const SqliteDatabase database = opened(version, SQLITE_OPEN_READWRITE);
    database.run("BEGIN");
    return has_table(database) ? rows_of(database, kMost) : IndexRows();
  });
}

void add_to_index_file(const Directory& version, const IndexRows& rows, const MeetRow& meet,
                       Durability durability) {
  naming_file([&] {
    const SqliteDatabase database = opened(version, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    database.run(durability == Durability::synced ? "PRAGMA synchronous = FULL"
                                                  : "PRAGMA synchronous = OFF");
    database.run("BEGIN IMMEDIATE");
    database.run(kMakeIndexTable);
    insert(database, rows, meet);
    database.run("COMMIT");
  });
}

}  // namespace cafs
