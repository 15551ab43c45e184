#include "cafs/index_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <boost/filesystem.hpp>
#include <utility>

#include "cafs/error.h"
#include "cafs/format/layout.h"
#include "cafs/format/sqlite.h"
#include "cafs/io/input_file.h"
#include "cafs/io/interrupt.h"
#include "cafs/io/staging.h"

namespace cafs {

namespace {

const std::string kFile(kDatabaseName);
const std::string kLog = kFile + "-wal";
const std::string kJournal = kFile + "-journal";

template <typename Body>
auto naming(std::string_view file, const Body& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", file, e.what()));
  }
}

std::string path_in(const Directory& version) { return version.path() + "/" + kFile; }

/// As others may have it open, too: SQLite waits for them.
SqliteDatabase opened(const Directory& version, int flags) {
  constexpr int kMilliseconds = 10'000;
  SqliteDatabase database(path_in(version), flags);
  sqlite3_busy_timeout(database.handle(), kMilliseconds);
  return database;
}

/// Where SQLite would write, even to read; and that may be a store that nobody may write.
IndexRows read_copy(const Directory& version) {
  const Directory temporary = Directory::open(boost::filesystem::temp_directory_path().string());
  const Staging staging(temporary);
  const Directory& copy = staging.directory();
  std::size_t size = 0;
  for (const std::string& name : {kFile, kLog, kJournal}) {
    const auto bytes = version.read(name);
    if (!bytes) continue;
    copy.write_new(name, as_bytes(*bytes), 0600);
    size += bytes->size();
  }
  return rows_of(opened(copy, SQLITE_OPEN_READWRITE), size);
}

/// Whether it is kept with a write-ahead log, be that empty.
bool is_logged(const Directory& version) {
  constexpr std::size_t kReadVersion = 19;
  const InputFile file(path_in(version));
  return file.bytes().size() > kReadVersion && file.bytes()[kReadVersion] == std::byte{2};
}

/// Whether a killed process has left it in the middle of a transaction.
bool is_half_done(const SqliteDatabase& database) {
  const char* const any = "SELECT 1 FROM sqlite_schema LIMIT 1";
  const int code = sqlite3_exec(database.handle(), any, nullptr, nullptr, nullptr);
  return (code & 0xff) == SQLITE_READONLY;
}

IndexRows read_logged(const Directory& version) {
  if (version.file_size(kLog).value_or(0) > 0) return read_copy(version);
  const auto database = version.read(kFile);
  if (!database) throw Error("is gone");
  return read_index_database(*database);
}

IndexRows read_unlogged(const Directory& version, std::uint64_t size) {
  const SqliteDatabase database = opened(version, SQLITE_OPEN_READONLY);
  return is_half_done(database) ? read_copy(version) : rows_of(database, size);
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
  return naming(kFile, [&] {
    const auto file = version.status(kFile);
    if (!file) throw Error("is gone");
    if (!file->regular) throw Error("is not a regular file");
    return is_logged(version) ? read_logged(version) : read_unlogged(version, file->size);
  });
}

IndexRows read_index_file_in_use(const Directory& version, std::span<const std::string> keys) {
  return naming(path_in(version), [&] {
    const SqliteDatabase database = opened(version, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
    database.run("BEGIN");
    return has_table(database) ? rows_of(database, keys) : IndexRows();
  });
}

void add_to_index_file(const Directory& version, const IndexRows& rows, const MeetRow& meet,
                       Durability durability) {
  naming(path_in(version), [&] {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW;
    const SqliteDatabase database = opened(version, flags);
    database.run(durability == Durability::synced ? "PRAGMA synchronous = FULL"
                                                  : "PRAGMA synchronous = OFF");
    database.run("BEGIN IMMEDIATE");
    database.run(fmt::format("CREATE TABLE IF NOT EXISTS {}", kIndexTable).c_str());
    insert(database, rows, meet);
    database.run("COMMIT");
  });
}

}  // namespace cafs
