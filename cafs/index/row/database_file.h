#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cafs {

/// A table WITHOUT ROWID with two columns: a text, which is the key, and a blob.
struct DatabaseTable {
  std::string_view name;
  std::string_view sql;  ///< the statement that creates it, as SQLite keeps it
};

/// The page whose bytes SQLite uses for locks, and which has no content: the one at 1 GiB.
inline constexpr std::uint32_t kLockPage = (1u << 30) / 4096 + 1;

/// The file of an SQLite database that has this table with these rows: pages of 4 KiB, as full as
/// they get, UTF-8, no write-ahead log. The same rows give the same bytes. Throws Error for more
/// pages than SQLite can count.
std::string database_file(const DatabaseTable& table,
                          const std::map<std::string, std::string>& rows,
                          std::uint32_t lock_page = kLockPage);

}  // namespace cafs
