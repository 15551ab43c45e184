#include "cafs/index/row/database_file.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>

#include "cafs/hash/hash.h"
#include "cafs/store/sqlite.h"

using namespace cafs;

namespace {

using Rows = std::map<std::string, std::string>;

constexpr DatabaseTable kTable{
    .name = "package_index",
    .sql = "CREATE TABLE package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID"};

/// `count` rows of `size` bytes under keys of nine digits.
Rows rows_of_size(int count, std::size_t size) {
  Rows rows;
  for (int i = 0; i < count; ++i) {
    std::string key = std::to_string(i);
    key.insert(0, 9 - key.size(), '0');
    rows.emplace(key, std::string(size, static_cast<char>(i)));
  }
  return rows;
}

/// A database in memory with the content of this file. SQLite may write to it.
class Opened {
 public:
  explicit Opened(const std::string& file) {
    constexpr unsigned kFlags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
    const auto size = static_cast<sqlite3_int64>(file.size());
    auto* const copy = static_cast<unsigned char*>(sqlite3_malloc64(file.size()));
    std::copy(file.begin(), file.end(), copy);
    database.check(sqlite3_deserialize(database.handle(), "main", copy, size, size, kFlags));
  }

  std::string only(const char* sql) const {
    SqliteStatement statement(database, sql);
    REQUIRE(statement.step());
    return std::string(statement.column(0));
  }

  Rows rows() const {
    SqliteStatement all(database, "SELECT key, data FROM package_index ORDER BY key");
    Rows rows;
    while (all.step()) rows.emplace(all.column(0), all.column(1));
    return rows;
  }

  SqliteDatabase database;
};

void check_file(const Rows& rows) {
  const Opened opened(database_file(kTable, rows));
  CHECK(opened.only("PRAGMA integrity_check") == "ok");
  CHECK(opened.rows() == rows);
}

std::string sha256_of(const std::string& bytes) {
  return hash(HashAlgorithm::sha256, as_bytes(bytes)).hex();
}

}  // namespace

TEST_CASE("SQLite finds every row, however many there are") {
  for (int count = 0; count < 60; ++count) {
    CAPTURE(count);
    check_file(rows_of_size(count, 980));  // four to a page
  }
  check_file(rows_of_size(20'000, 980));  // a tree of seven levels
  check_file(rows_of_size(20'000, 0));
}

TEST_CASE("SQLite finds every row, of whatever size") {
  for (const std::size_t middle : {100u, 989u, 4570u, 5080u, 8660u, 9172u, 1'000'000u}) {
    for (std::size_t size = middle - 30; size < middle + 30; ++size) {
      CAPTURE(size);
      check_file(rows_of_size(3, size));
    }
  }
  check_file({{"", ""}, {"a", ""}, {std::string(5000, 'k'), "b"}});
}

TEST_CASE("SQLite finds a row by its key, and keys are in its order") {
  Rows rows = rows_of_size(1000, 300);
  rows.emplace("\xff\xfe", "last");
  rows.emplace("A", "before a");
  rows.emplace("a", "after A");
  const Opened opened(database_file(kTable, rows));
  for (const auto& [key, data] : rows) {
    SqliteStatement find(opened.database, "SELECT data FROM package_index WHERE key = ?");
    find.bind_text(1, key);
    REQUIRE(find.step());
    CHECK(find.column(0) == data);
  }
}

TEST_CASE("SQLite can change what was written") {
  const Opened opened(database_file(kTable, rows_of_size(500, 2000)));
  opened.database.run(
      "DELETE FROM package_index WHERE key % 3 = 0;"
      "UPDATE package_index SET data = zeroblob(9000) WHERE key % 3 = 1;"
      "INSERT INTO package_index SELECT key || 'x', zeroblob(700) FROM package_index");
  CHECK(opened.only("PRAGMA integrity_check") == "ok");
  CHECK(opened.rows().size() == 666);
}

TEST_CASE("the table is there by the statement that makes it") {
  const Opened opened(database_file(kTable, {}));
  CHECK(opened.only("SELECT sql FROM sqlite_schema") == kTable.sql);
  CHECK(opened.only("SELECT type || name || tbl_name FROM sqlite_schema") ==
        "tablepackage_indexpackage_index");
}

TEST_CASE("the bytes are always these") {
  CHECK(sha256_of(database_file(kTable, {})) ==
        "35b7af2a0cb7789748c7adc9b1d917ec87a079f6aa6d11f086427907f1a6054a");
  CHECK(sha256_of(database_file(kTable, rows_of_size(1000, 3000))) ==
        "fa08c700a8fe859b73283c2ad4459305e99784dcd3e2f842de06cc4ee7940338");
}

TEST_CASE("the page that SQLite locks has nothing") {
  constexpr int kUsual = 1 << 30;
  for (const std::uint32_t page : {3u, 4u, 9u, 20u}) {
    CAPTURE(page);
    const Rows rows = rows_of_size(30, 6000);
    const std::string file = database_file(kTable, rows, page);
    CHECK(file.substr((page - 1) * std::size_t{4096}, 4096) == std::string(4096, '\0'));
    sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, (page - 1) * 4096);
    {
      const Opened opened(file);
      CHECK(opened.only("PRAGMA integrity_check") == "ok");
      CHECK(opened.rows() == rows);
    }
    sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, kUsual);
  }
}
