#include "cafs/index_file.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <filesystem>

#include "cafs/error.h"
#include "cafs/format/sqlite.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

const MeetRow kStays = [](const std::string&, const std::string&, const std::string&) {
  return std::optional<std::string>();
};

/// As pnpm opens it.
SqliteDatabase with_log(const std::string& path) {
  SqliteDatabase database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  database.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
  return database;
}

}  // namespace

TEST_CASE("rows are added, and what is there has a say") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  add_to_index_file(version, {{"a", "1"}, {"b", "2"}}, kStays, Durability::eventual);
  CHECK(read_index_file(version) == IndexRows{{"a", "1"}, {"b", "2"}});
  const MeetRow joined = [](const std::string& key, const std::string& existing,
                            const std::string& wanted) {
    return std::optional(key + existing + wanted);
  };
  add_to_index_file(version, {{"b", "3"}, {"c", "4"}}, joined, Durability::synced);
  CHECK(read_index_file(version) == IndexRows{{"a", "1"}, {"b", "b23"}, {"c", "4"}});
}

TEST_CASE("all rows are added, or none") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  add_to_index_file(version, {{"b", "2"}}, kStays, Durability::eventual);
  const MeetRow refuses = [](const std::string&, const std::string&,
                             const std::string&) -> std::optional<std::string> {
    throw Error("contradicts");
  };
  CHECK_THROWS_WITH_AS(
      add_to_index_file(version, {{"a", "1"}, {"b", "3"}}, refuses, Durability::eventual),
      doctest::Contains("/index.db: contradicts"), Error);
  CHECK(read_index_file(version) == IndexRows{{"b", "2"}});
}

TEST_CASE("what pnpm left in the log is read, and nothing is written beside it") {
  const Temporary dir;
  fs::create_directories(dir / "used");
  fs::create_directories(dir / "left");
  {
    const SqliteDatabase used = with_log(dir / "used/index.db");
    used.run("CREATE TABLE package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID");
    used.run("PRAGMA wal_checkpoint(TRUNCATE)");
    used.run("INSERT INTO package_index VALUES ('in the log', x'01')");
    for (const char* const name : {"index.db", "index.db-wal"}) {
      fs::copy_file(dir / "used/" + name, dir / "left/" + name);
    }
  }
  const auto before = tree(dir / "left");
  CHECK(before.at("index.db-wal").size() > 0);
  const Directory version = Directory::open(dir / "left");
  CHECK(read_index_file(version) == IndexRows{{"in the log", "\x01"}});
  CHECK(tree(dir / "left") == before);
  fs::remove(dir / "left/index.db-wal");
  CHECK(read_index_file(version).empty());
}

TEST_CASE("what a killed process has half done is undone, and nothing is written beside it") {
  const Temporary dir;
  fs::create_directories(dir / "used");
  fs::create_directories(dir / "left");
  const IndexRows rows{{"a", std::string(50'000, 'a')}, {"b", std::string(50'000, 'b')}};
  add_to_index_file(Directory::open(dir / "used"), rows, kStays, Durability::eventual);
  {
    const SqliteDatabase used(dir / "used/index.db", SQLITE_OPEN_READWRITE);
    used.run("PRAGMA cache_size = 1; BEGIN; UPDATE package_index SET data = zeroblob(50000)");
    for (const char* const name : {"index.db", "index.db-journal"}) {
      fs::copy_file(dir / "used/" + name, dir / "left/" + name);
    }
  }
  const auto before = tree(dir / "left");
  CHECK(before.at("index.db").find(std::string(4000, 'a')) == std::string::npos);
  const Directory version = Directory::open(dir / "left");
  CHECK(read_index_file(version) == rows);
  CHECK(tree(dir / "left") == before);
  add_to_index_file(version, {{"c", "3"}}, kStays, Durability::eventual);
  CHECK(read_index_file(version).size() == 3);
}

TEST_CASE("a database that somebody is just making has no rows yet") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  const std::vector<std::string> keys{"a"};
  write_file(dir / "index.db", "");
  CHECK(read_index_file_in_use(version, keys).empty());
  const SqliteDatabase other(dir / "index.db", SQLITE_OPEN_READWRITE);
  other.run("CREATE TABLE other (a)");
  CHECK(read_index_file_in_use(version, keys).empty());
  CHECK_THROWS_AS(read_index_file(version), Error);
}

TEST_CASE("rows are found by their keys, however the database is kept") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  const IndexRows rows{{"a", "1"}, {"b", "2"}, {"c", "3"}};
  add_to_index_file(version, rows, kStays, Durability::eventual);
  const std::vector<std::string> keys{"c", "", "a", "none", "a"};
  const IndexRows found{{"a", "1"}, {"c", "3"}};
  CHECK(read_index_file_in_use(version, keys) == found);
  const SqliteDatabase pnpm = with_log(dir / "index.db");
  pnpm.run("INSERT INTO package_index VALUES ('none', x'01')");
  CHECK(read_index_file_in_use(version, keys) ==
        IndexRows{{"a", "1"}, {"c", "3"}, {"none", "\x01"}});
}

TEST_CASE("rows go into a database that pnpm has open, with its log") {
  const Temporary dir;
  const SqliteDatabase pnpm = with_log(dir / "index.db");
  pnpm.run("CREATE TABLE package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID");
  pnpm.run("INSERT INTO package_index VALUES ('theirs', x'01')");
  const Directory version = Directory::open(dir.path());
  add_to_index_file(version, {{"ours", "\x02"}}, kStays, Durability::eventual);
  CHECK(rows_of(pnpm, 1 << 20) == IndexRows{{"ours", "\x02"}, {"theirs", "\x01"}});
  CHECK(read_index_file(version) == IndexRows{{"ours", "\x02"}, {"theirs", "\x01"}});
}

TEST_CASE("a database that is damaged, or a link, is named") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  write_file(dir / "index.db", std::string(5000, 'x'));
  CHECK_THROWS_WITH_AS(read_index_file(version), doctest::Contains("index.db: "), Error);
  CHECK_THROWS_WITH_AS(add_to_index_file(version, {{"a", "1"}}, kStays, Durability::eventual),
                       doctest::Contains("index.db: "), Error);
  fs::remove(dir / "index.db");
  fs::create_symlink(dir / "elsewhere", dir / "index.db");
  CHECK_THROWS_AS(add_to_index_file(version, {{"a", "1"}}, kStays, Durability::eventual), Error);
  CHECK_FALSE(fs::exists(dir / "elsewhere"));
}
