#pragma once
#include <cstddef>
#include <map>
#include <span>
#include <string>

namespace cafs {

class SqliteDatabase;

/// The package indexes of a v11 store: msgpack rows by their keys.
using IndexRows = std::map<std::string, std::string>;

/// The `index.db` of a v11 store that has these rows, as SQLite writes it: one table, pages of 4
/// KiB, no write-ahead log. The same bytes for the same rows: they are inserted in the order of
/// their keys, and what SQLite's header tells of its own version and of past changes is fixed.
std::string index_database(const IndexRows& rows);

/// The same as the statements that make it, as `sqlite3 index.db .dump` prints them: what the
/// hooks of nixpkgs read.
std::string index_sql(const IndexRows& rows);

/// The rows of an `index.db`, whoever wrote it, without what may wait in a log beside it. Throws
/// Error for what is no database, is damaged, or has no such table.
IndexRows read_index_database(std::span<const char> database);

/// All rows of the table of package indexes. Throws Error where there is none.
IndexRows rows_of(const SqliteDatabase& database);

/// The table of package indexes, as it follows `CREATE TABLE`.
inline constexpr const char* kIndexTable =
    "package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID";

}  // namespace cafs
