#include "cafs/format/index_database.h"

#include <fmt/format.h>

#include <new>
#include <string_view>

#include "cafs/error.h"
#include "cafs/format/database_file.h"
#include "cafs/format/sqlite.h"

namespace cafs {

namespace {

constexpr std::size_t kLeastCell = 4;  // what a row takes beside its bytes

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

// Tables whose columns are computed, and trees whose branches are one page, can tell of more than
// there is.
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

}  // namespace

std::string index_database(const IndexRows& rows) {
  const std::string sql = fmt::format("CREATE TABLE {}", kIndexTable);
  return database_file({"package_index", sql}, rows);
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

IndexRows rows_of(const SqliteDatabase& database, std::size_t most) {
  try {
    return read_rows(database, most);
  } catch (const std::bad_alloc&) {  // SQLite's answer to some lengths that cannot be
    throw Error("is damaged, or there is too little memory to read it");
  }
}

IndexRows rows_of(const SqliteDatabase& database, std::span<const std::string> keys) {
  database.run("PRAGMA cell_size_check = ON");
  SqliteStatement find(database, "SELECT data FROM package_index WHERE key = ?");
  IndexRows rows;
  for (const std::string& key : keys) {
    find.bind_text(1, key);
    if (find.step()) rows.emplace(key, find.column(0));
    find.reset();
  }
  return rows;
}

}  // namespace cafs
