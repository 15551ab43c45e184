#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace cafs {

class SqliteDatabase;

/// The package indexes of a v11 store: msgpack rows by their keys.
using IndexRows = std::map<std::string, std::string>;

/// The `index.db` of a v11 store that has these rows: an SQLite database of one table, pages of 4
/// KiB, no write-ahead log. The same bytes for the same rows, whatever version of SQLite there is.
/// Throws Error for more than a database can have.
std::string index_database(const IndexRows& rows);

/// The same as the statements that make it, as `sqlite3 index.db .dump` prints them: what the
/// hooks of nixpkgs read.
std::string index_sql(const IndexRows& rows);

/// All rows of the table of package indexes. Throws Error where there is none.
IndexRows rows_of(const SqliteDatabase& database);

/// Those that have one of these keys.
IndexRows rows_of(const SqliteDatabase& database, std::span<const std::string> keys);

/// Which rows are wanted of a database.
using WantedRows = std::function<IndexRows(const SqliteDatabase&)>;

/// The rows of an `index.db`, whoever wrote it, without what may wait in a log beside it. Throws
/// Error for what is no database, is damaged, or has no such table.
IndexRows read_index_database(std::span<const char> database);
IndexRows read_index_database(std::span<const char> database, const WantedRows& wanted);

/// What makes the table of package indexes where there is none.
inline constexpr const char* kMakeIndexTable =
    "CREATE TABLE IF NOT EXISTS package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) "
    "WITHOUT ROWID";

}  // namespace cafs
