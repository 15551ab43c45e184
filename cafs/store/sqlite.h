#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace cafs {

/// An SQLite database that is open. Every function throws Error with SQLite's own words.
class SqliteDatabase {
 public:
  /// An empty one in memory.
  SqliteDatabase();

  /// Opens the file at `path` with flags of sqlite3_open_v2. It may be one in memory.
  SqliteDatabase(const std::string& path, int flags);

  sqlite3* handle() const { return handle_.get(); }

  /// Runs statements that give no rows, or whose rows nobody wants.
  void run(const char* sql) const;

  /// Refuses texts and rows of more than `bytes`, or 64 KiB if that is more.
  void limit_length(std::size_t bytes) const;

  /// Throws Error unless `code` is SQLITE_OK.
  void check(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement of a database, which must outlive it.
class SqliteStatement {
 public:
  SqliteStatement(const SqliteDatabase& database, const char* sql);

  /// Sets the value of a `?`, numbered from 1. Bytes and text must outlive the next `step`.
  void bind_text(int number, std::string_view text);
  void bind_blob(int number, std::string_view bytes);

  /// Whether there is a row (another one); false when the statement is done.
  bool step();

  /// The bytes of a column of that row, from 0 on.
  std::string_view column(int number) const;

  /// Lets the statement be run again, with other values.
  void reset();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  const SqliteDatabase& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace cafs
