#include "cafs/index/row/index_table.h"

#include <fmt/format.h>

#include <string_view>

#include "cafs/index/row/database_file.h"

namespace cafs {

namespace {

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

}  // namespace cafs
