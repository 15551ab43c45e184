#include "cafs/store/index_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <new>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/index/store_version.h"
#include "cafs/store/index_connection.h"
#include "cafs/store/readable_index.h"
#include "cafs/store/sqlite.h"

namespace cafs {

namespace {

const std::string kFile(kDatabaseName);

constexpr std::size_t kLeastCell = 4;  // what a row takes beside its bytes

// Computed columns, or a tree whose branches are all the same page, can yield more rows than the
// file has.
IndexRows read_rows(const SqliteDatabase& database, std::size_t most) {
  database.limit_length(most);
  database.run("PRAGMA cell_size_check = ON");
  SqliteStatement all(database, "SELECT key, data FROM package_index ORDER BY key");
  IndexRows rows;
  for (std::size_t total = 0; all.step();) {
    total += all.column(0).size() + all.column(1).size() + kLeastCell;
    if (total > most) throw Error("is damaged: its rows are larger than it is");
    rows.emplace_hint(rows.end(), all.column(0), all.column(1));
  }
  return rows;
}

constexpr int kWriting = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW;

bool has_table(const SqliteDatabase& database) {
  return SqliteStatement(database, "SELECT 1 FROM sqlite_schema WHERE name = 'package_index'")
      .step();
}

bool keeps_log(const SqliteDatabase& database) {
  SqliteStatement mode(database, "PRAGMA journal_mode");
  return mode.step() && mode.column(0) == "wal";
}

/// What SQLite waits for, so that a loss of power leaves the database whole. With a write-ahead
/// log, rows may be lost, but the database is not damaged
/// (sqlite.org/pragma.html#pragma_synchronous). Without one, removing the journal commits, and only
/// `sync_file_system` puts that on the disk.
const char* synchronous(const SqliteDatabase& database, Durability durability) {
  const bool may_lose = durability == Durability::eventual && keeps_log(database);
  return may_lose ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL";
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

IndexRows rows_of(const SqliteDatabase& database, std::size_t most) {
  try {
    return read_rows(database, most);
  } catch (const std::bad_alloc&) {  // also SQLite's answer to some impossible lengths
    throw Error("is damaged, or there is too little memory to read it");
  }
}

void for_rows(const SqliteDatabase& database, std::span<const std::string> keys,
              const TakeRow& take) {
  database.run("PRAGMA cell_size_check = ON");
  SqliteStatement find(database, "SELECT data FROM package_index WHERE key = ?");
  for (const std::string& key : keys) {
    find.bind_text(1, key);
    if (find.step()) take(key, find.column(0));
    find.reset();
  }
}

IndexRows rows_of(const SqliteDatabase& database, std::span<const std::string> keys) {
  IndexRows rows;
  for_rows(database, keys,
           [&](const std::string& key, std::string_view row) { rows.emplace(key, row); });
  return rows;
}

IndexRows read_index_database(const Directory& version) {
  return naming(kFile, [&] {
    const ReadableIndex file(version);
    return rows_of(file.connect()->database(), file.size());
  });
}

IndexRows read_index_database_in_use(const Directory& version, std::span<const std::string> keys) {
  version.refuse_bad_link(kFile);
  return naming(index_database_path(version), [&] {
    const IndexConnection file(located(version).path(), kWriting);
    file.database().run("BEGIN");
    return has_table(file.database()) ? rows_of(file.database(), keys) : IndexRows();
  });
}

struct IndexTransaction::Open {
  Open(std::string its_path, const std::string& canonical)
      : path(std::move(its_path)), connection(canonical, kWriting) {}

  std::string path;  // as it was given
  IndexConnection connection;
};

// EXCLUSIVE: without a log, this waits for readers now, and not at `COMMIT`.
IndexTransaction::IndexTransaction(const Directory& version, Durability durability) {
  const std::string path = index_database_path(version);
  version.refuse_bad_link(kFile);
  naming(path, [&] {
    open_ = std::make_unique<Open>(path, located(version).path());
    const SqliteDatabase& database = open_->connection.database();
    database.run(synchronous(database, durability));
    database.run("BEGIN EXCLUSIVE");
    database.run(fmt::format("CREATE TABLE IF NOT EXISTS {}", kIndexTable).c_str());
  });
}

IndexTransaction::IndexTransaction(IndexTransaction&& other) noexcept = default;

// SQLite rolls back what was not committed.
IndexTransaction::~IndexTransaction() = default;

void IndexTransaction::add(const IndexRows& rows, const MeetRow& meet) {
  naming(open_->path, [&] { insert(open_->connection.database(), rows, meet); });
}

void IndexTransaction::commit() {
  naming(open_->path, [&] { open_->connection.database().run("COMMIT"); });
}

}  // namespace cafs
