#pragma once
#include <map>
#include <string>

namespace cafs {

/// The package indexes of a v11 store: msgpack rows by their keys.
using IndexRows = std::map<std::string, std::string>;

/// The `index.db` of a v11 store that has these rows: an SQLite database of one table, pages of 4
/// KiB, no write-ahead log. The same rows give the same bytes, with any version of SQLite. Throws
/// Error for more than a database can have.
std::string index_database(const IndexRows& rows);

/// The same database as SQL statements, as `sqlite3 index.db .dump` prints them. The hooks of
/// nixpkgs read these.
std::string index_sql(const IndexRows& rows);

/// The table of package indexes, as it follows `CREATE TABLE`.
inline constexpr const char* kIndexTable =
    "package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID";

}  // namespace cafs
