#include "tests/support/database_bytes.h"

#include <sqlite3.h>

#include <algorithm>
#include <new>

#include "cafs/base/error.h"
#include "cafs/store/index_database.h"
#include "cafs/store/sqlite.h"

namespace cafs::tests {

namespace {

constexpr std::size_t kHeader = 100;

/// SQLite opens no database in memory whose bytes 18 and 19 stand for a write-ahead log, so these
/// are changed.
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

IndexRows rows_in(std::span<const char> database) {
  if (database.size() < kHeader) throw Error("is no database");
  const SqliteDatabase in_memory;
  deserialize(in_memory, database);
  return rows_of(in_memory, database.size());
}

}  // namespace cafs::tests
