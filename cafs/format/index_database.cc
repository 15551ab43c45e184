#include "cafs/format/index_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "cafs/error.h"
#include "cafs/format/sqlite.h"

namespace cafs {

namespace {

constexpr std::size_t kHeader = 100;

/// A field of 4 bytes, highest first, in the header of a database file.
void set_field(std::string& database, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 4; i-- > 0; value >>= 8) database[at + i] = static_cast<char>(value);
}

/// SQLite counts changes here, and signs with its own version.
void normalise_header(std::string& database) {
  constexpr std::uint32_t kChanges = 1;
  constexpr std::uint32_t kVersion = 3'008'002;  // the first that has tables WITHOUT ROWID
  set_field(database, 24, kChanges);
  set_field(database, 92, kChanges);
  set_field(database, 96, kVersion);
}

void insert(const SqliteDatabase& database, const IndexRows& rows) {
  SqliteStatement put(database, "INSERT INTO package_index (key, data) VALUES (?, ?)");
  for (const auto& [key, data] : rows) {
    put.bind_text(1, key);
    put.bind_blob(2, data);
    put.step();
    put.reset();
  }
}

void append_quoted(std::string& sql, std::string_view text) {
  sql += '\'';
  for (const char c : text) sql.append(c == '\'' ? 2 : 1, c);
  sql += '\'';
}

void append_hex(std::string& sql, std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    sql += kDigits[byte >> 4];
    sql += kDigits[byte & 0xf];
  }
}

std::string bytes_of(const SqliteDatabase& database) {
  struct Free {
    void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
  };
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, Free> bytes(
      sqlite3_serialize(database.handle(), "main", &size, 0));
  if (!bytes) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
}

/// A database in memory refuses to read what says that it has a write-ahead log (bytes 18 and 19).
void deserialize(const SqliteDatabase& into, std::span<const char> database) {
  auto* const copy = static_cast<unsigned char*>(sqlite3_malloc64(database.size()));
  if (!copy) throw std::bad_alloc();
  std::copy(database.begin(), database.end(), copy);
  copy[18] = copy[19] = 1;
  const auto size = static_cast<sqlite3_int64>(database.size());
  constexpr unsigned kFlags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY;
  into.check(sqlite3_deserialize(into.handle(), "main", copy, size, size, kFlags));
}

}  // namespace

std::string index_database(const IndexRows& rows) {
  const SqliteDatabase database;
  database.run("PRAGMA page_size = 4096; BEGIN");
  database.run(fmt::format("CREATE TABLE {}", kIndexTable).c_str());
  insert(database, rows);
  database.run("COMMIT");
  std::string bytes = bytes_of(database);
  normalise_header(bytes);
  return bytes;
}

std::string index_sql(const IndexRows& rows) {
  std::string sql = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n";
  sql += fmt::format("CREATE TABLE {};\n", kIndexTable);
  for (const auto& [key, data] : rows) {
    sql += "INSERT INTO package_index VALUES(";
    append_quoted(sql, key);
    sql += ",X'";
    append_hex(sql, data);
    sql += "');\n";
  }
  return sql + "COMMIT;\n";
}

IndexRows read_index_database(std::span<const char> bytes) {
  if (bytes.size() < kHeader) throw Error("is no database");
  const SqliteDatabase database;
  deserialize(database, bytes);
  return rows_of(database);
}

IndexRows rows_of(const SqliteDatabase& database) {
  database.run("PRAGMA cell_size_check = ON");
  SqliteStatement all(database, "SELECT key, data FROM package_index ORDER BY key");
  IndexRows rows;
  while (all.step()) rows.emplace_hint(rows.end(), all.column(0), all.column(1));
  return rows;
}

}  // namespace cafs
