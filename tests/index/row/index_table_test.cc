#include "cafs/index/row/index_table.h"
#include "cafs/store/index_database.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "cafs/base/error.h"
#include "cafs/store/sqlite.h"
#include "tests/support/database_bytes.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

IndexRows sample_rows(int count) {
  IndexRows rows;
  for (int i = 0; i < count; ++i) {
    std::string data(static_cast<std::size_t>(i % 9000), 'x');
    data += '\0';
    rows.emplace("sha512-" + std::to_string(i) + "\ta'" + std::to_string(i), std::move(data));
  }
  return rows;
}

unsigned field(const std::string& database, std::size_t at) {
  unsigned value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = value << 8 | static_cast<unsigned char>(database[at + i]);
  }
  return value;
}

std::string serialized(sqlite3* database) {
  sqlite3_int64 size = 0;
  unsigned char* const bytes = sqlite3_serialize(database, "main", &size, 0);
  std::string copy(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  return copy;
}

}  // namespace

TEST_CASE("rows read back, however many") {
  for (const int count : {0, 1, 2, 1000}) {
    const IndexRows rows = sample_rows(count);
    CHECK(rows_in(index_database(rows)) == rows);
  }
}

TEST_CASE("a database has the settings of pnpm's, no log, and nothing of SQLite's version") {
  const std::string database = index_database(sample_rows(3));
  CHECK(database.starts_with(std::string("SQLite format 3\0", 16)));
  CHECK((field(database, 16) >> 16) == 4096);  // page size
  CHECK(database[18] == 1);                    // no write-ahead log
  CHECK(database[19] == 1);
  CHECK(field(database, 24) == 1);  // changes
  CHECK(field(database, 56) == 1);  // UTF-8
  CHECK(field(database, 92) == 1);
  CHECK(field(database, 96) == 3008002);
  CHECK(database.size() == field(database, 28) * 4096);
}

TEST_CASE("SQLite finds nothing wrong with a database") {
  std::string bytes = index_database(sample_rows(500));
  const SqliteDatabase database;
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  database.check(sqlite3_deserialize(database.handle(), "main",
                                     reinterpret_cast<unsigned char*>(bytes.data()), size, size,
                                     SQLITE_DESERIALIZE_READONLY));
  SqliteStatement check(database, "PRAGMA integrity_check");
  REQUIRE(check.step());
  CHECK(check.column(0) == "ok");
  SqliteStatement schema(database, "SELECT sql FROM sqlite_schema");
  REQUIRE(schema.step());
  CHECK(schema.column(0) ==
        "CREATE TABLE package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID");
  CHECK_FALSE(schema.step());
}

TEST_CASE("the statements are those that sqlite3 dumps of the database") {
  CHECK(index_sql({{"sha512-a\tit's@1.0.0", "\x01\xff"}}) ==
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n"
        "CREATE TABLE package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;\n"
        "INSERT INTO package_index VALUES('sha512-a\tit''s@1.0.0',X'01ff');\nCOMMIT;\n");
}

TEST_CASE("the statements make the same rows") {
  const IndexRows rows = sample_rows(300);
  const SqliteDatabase database;
  database.run(index_sql(rows).c_str());
  CHECK(rows_of(database, 1 << 20) == rows);
}

TEST_CASE("what is no database, or not this one, is refused") {
  const std::string good = index_database(sample_rows(100));
  const SqliteDatabase unknown;
  unknown.run("CREATE TABLE other (a)");
  const std::string other = serialized(unknown.handle());
  std::string damaged = good;
  for (std::size_t i = 4096; i < damaged.size(); i += 7) damaged[i] = '\x5a';
  for (const std::string& bytes : {std::string(), std::string("x"), std::string(5000, 'x'),
                                   good.substr(0, 5000), other, damaged}) {
    CHECK_THROWS_AS(rows_in(bytes), Error);
  }
}

TEST_CASE("what a stranger's schema computes is refused") {
  for (const char* const schema :
       {"CREATE VIEW package_index AS WITH RECURSIVE r(key, data) AS (SELECT 'a', x'00' UNION ALL "
        "SELECT key || 'a', data FROM r) SELECT * FROM r",
        "CREATE TABLE package_index (key TEXT, data BLOB AS (zeroblob(999999999)));"
        "INSERT INTO package_index (key) VALUES ('a')",
        "CREATE TABLE package_index (key TEXT, data BLOB AS (zeroblob(9999)));"
        "INSERT INTO package_index (key) VALUES ('a'), ('b')"}) {
    sqlite3* written = nullptr;
    REQUIRE(sqlite3_open(":memory:", &written) == SQLITE_OK);
    REQUIRE(sqlite3_exec(written, schema, nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK_THROWS_AS(rows_in(serialized(written)), Error);
    sqlite3_close(written);
  }
}
