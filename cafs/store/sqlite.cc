#include "cafs/store/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <new>

#include "cafs/base/error.h"

namespace cafs {

namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
  if ((code & 0xff) == SQLITE_NOMEM) throw std::bad_alloc();
  throw Error(database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
}

/// Turns off SQLite's count of its memory, which takes a lock of all connections for each page.
void count_no_memory() {
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

void SqliteDatabase::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

SqliteDatabase::SqliteDatabase()
    : SqliteDatabase(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) {}

SqliteDatabase::SqliteDatabase(const std::string& path, int flags) {
  count_no_memory();
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(opened);
  check(code);
  // The schema of a stranger's file must not decide what is run.
  check(sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
  for (const int unwanted : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                             SQLITE_DBCONFIG_ENABLE_VIEW}) {
    check(sqlite3_db_config(handle(), unwanted, 0, nullptr));
  }
}

void SqliteDatabase::limit_length(std::size_t bytes) const {
  constexpr std::size_t kLeast = 1 << 16;
  constexpr std::size_t kMost = std::numeric_limits<int>::max();
  sqlite3_limit(handle(), SQLITE_LIMIT_LENGTH, static_cast<int>(std::clamp(bytes, kLeast, kMost)));
}

void SqliteDatabase::run(const char* sql) const {
  check(sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr));
}

void SqliteDatabase::check(int code) const {
  if (code != SQLITE_OK) fail(handle(), code);
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(const SqliteDatabase& database, const char* sql)
    : database_(database) {
  sqlite3_stmt* prepared = nullptr;
  database.check(sqlite3_prepare_v2(database.handle(), sql, -1, &prepared, nullptr));
  handle_.reset(prepared);
}

void SqliteStatement::bind_text(int number, std::string_view text) {
  database_.check(sqlite3_bind_text64(handle_.get(), number, text.data(), text.size(),
                                      SQLITE_STATIC, SQLITE_UTF8));
}

void SqliteStatement::bind_blob(int number, std::string_view bytes) {
  database_.check(
      sqlite3_bind_blob64(handle_.get(), number, bytes.data(), bytes.size(), SQLITE_STATIC));
}

bool SqliteStatement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(database_.handle(), code);
  return false;
}

std::string_view SqliteStatement::column(int number) const {
  const void* const bytes = sqlite3_column_blob(handle_.get(), number);
  const int size = sqlite3_column_bytes(handle_.get(), number);
  if (!bytes) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

void SqliteStatement::reset() {
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
}

}  // namespace cafs
