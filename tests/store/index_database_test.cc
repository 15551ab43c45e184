#include "cafs/store/index_database.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "cafs/base/error.h"
#include "cafs/store/sqlite.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

const MeetRow kStays = [](const std::string&, const std::string&, const std::string&) {
  return std::optional<std::string>();
};

void add_to(const Directory& version, const IndexRows& rows, const MeetRow& meet = kStays,
            Durability durability = Durability::eventual) {
  IndexTransaction transaction(version, durability);
  transaction.add(rows, meet);
  transaction.commit();
}

/// An empty database, as SQLite makes one.
void make_database(const std::string& path) { write_file(path, ""); }

/// Opens it as pnpm does.
SqliteDatabase with_log(const std::string& path) {
  SqliteDatabase database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  database.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
  return database;
}

}  // namespace

TEST_CASE("rows are added, and what is there has a say") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  make_database(dir / "index.db");
  add_to(version, {{"a", "1"}, {"b", "2"}});
  CHECK(read_index_database(version) == IndexRows{{"a", "1"}, {"b", "2"}});
  const MeetRow joined = [](const std::string& key, const std::string& existing,
                            const std::string& wanted) {
    return std::optional(key + existing + wanted);
  };
  add_to(version, {{"b", "3"}, {"c", "4"}}, joined, Durability::synced);
  CHECK(read_index_database(version) == IndexRows{{"a", "1"}, {"b", "b23"}, {"c", "4"}});
}

TEST_CASE("all rows are added, or none") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  make_database(dir / "index.db");
  add_to(version, {{"b", "2"}});
  const MeetRow refuses = [](const std::string&, const std::string&,
                             const std::string&) -> std::optional<std::string> {
    throw Error("contradicts");
  };
  CHECK_THROWS_WITH_AS(add_to(version, {{"a", "1"}, {"b", "3"}}, refuses, Durability::eventual),
                       doctest::Contains("/index.db: contradicts"), Error);
  CHECK(read_index_database(version) == IndexRows{{"b", "2"}});
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
  CHECK(read_index_database(version) == IndexRows{{"in the log", "\x01"}});
  CHECK(tree(dir / "left") == before);
  fs::remove(dir / "left/index.db-wal");
  CHECK(read_index_database(version).empty());
}

TEST_CASE("what a killed process has half done is undone, and nothing is written beside it") {
  const Temporary dir;
  fs::create_directories(dir / "used");
  fs::create_directories(dir / "left");
  const IndexRows rows{{"a", std::string(50'000, 'a')}, {"b", std::string(50'000, 'b')}};
  make_database(dir / "used/index.db");
  add_to(Directory::open(dir / "used"), rows);
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
  CHECK(read_index_database(version) == rows);
  CHECK(tree(dir / "left") == before);
  add_to(version, {{"c", "3"}});
  CHECK(read_index_database(version).size() == 3);
}

TEST_CASE("a database that somebody is just making has no rows yet") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  const std::vector<std::string> keys{"a"};
  write_file(dir / "index.db", "");
  CHECK(read_index_database_in_use(version, keys).empty());
  const SqliteDatabase other(dir / "index.db", SQLITE_OPEN_READWRITE);
  other.run("CREATE TABLE other (a)");
  CHECK(read_index_database_in_use(version, keys).empty());
  CHECK_THROWS_AS(read_index_database(version), Error);
}

TEST_CASE("rows are found by their keys, however the database is kept") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  const IndexRows rows{{"a", "1"}, {"b", "2"}, {"c", "3"}};
  make_database(dir / "index.db");
  add_to(version, rows);
  const std::vector<std::string> keys{"c", "", "a", "none", "a"};
  const IndexRows found{{"a", "1"}, {"c", "3"}};
  CHECK(read_index_database_in_use(version, keys) == found);
  const SqliteDatabase pnpm = with_log(dir / "index.db");
  pnpm.run("INSERT INTO package_index VALUES ('none', x'01')");
  CHECK(read_index_database_in_use(version, keys) ==
        IndexRows{{"a", "1"}, {"c", "3"}, {"none", "\x01"}});
}

TEST_CASE("rows go into a database that pnpm has open, with its log") {
  const Temporary dir;
  const SqliteDatabase pnpm = with_log(dir / "index.db");
  pnpm.run("CREATE TABLE package_index (key TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID");
  pnpm.run("INSERT INTO package_index VALUES ('theirs', x'01')");
  const Directory version = Directory::open(dir.path());
  add_to(version, {{"ours", "\x02"}});
  CHECK(rows_of(pnpm, 1 << 20) == IndexRows{{"ours", "\x02"}, {"theirs", "\x01"}});
  CHECK(read_index_database(version) == IndexRows{{"ours", "\x02"}, {"theirs", "\x01"}});
}

TEST_CASE("a database that is damaged, or a link, is named") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  write_file(dir / "index.db", std::string(5000, 'x'));
  CHECK_THROWS_WITH_AS(read_index_database(version), doctest::Contains("index.db: "), Error);
  CHECK_THROWS_WITH_AS(add_to(version, {{"a", "1"}}), doctest::Contains("index.db: "), Error);
  fs::remove(dir / "index.db");
  fs::create_symlink(dir / "elsewhere", dir / "index.db");
  CHECK_THROWS_WITH_AS(add_to(version, {{"a", "1"}}),
                       doctest::Contains("index.db: is a symbolic link to nothing"), Error);
  CHECK_FALSE(fs::exists(dir / "elsewhere"));
}

TEST_CASE("a database is reached through links, to its directory and to itself") {
  const Temporary dir;
  fs::create_directories(dir / "real %3f?#");
  fs::create_directories(dir / "v11");
  fs::create_directory_symlink(dir / "real %3f?#", dir / "link");
  fs::create_symlink(dir / "link/index.db", dir / "v11/index.db");
  make_database(dir / "link/index.db");
  std::string key = "a";
  for (const char* const version : {"link", "v11", "real %3f?#"}) {
    CAPTURE(version);
    add_to(Directory::open(dir / version), {{key += 'a', "1"}});
    CHECK(read_index_database(Directory::open(dir / version)).contains(key));
    CHECK_FALSE(read_index_database_in_use(Directory::open(dir / version), {{key}}).empty());
  }
  with_log(dir / "link/index.db");
  CHECK(read_index_database(Directory::open(dir / "v11")).size() == 3);
}

TEST_CASE("a database that another user planted as a link is not written") {
  const Temporary dir;
  make_database(dir / "victim");
  fs::create_symlink(dir / "victim", dir / "index.db");
  if (::lchown((dir / "index.db").c_str(), 65534, 65534) != 0) {
    MESSAGE("SKIPPED: only root can make a link of another user");
    return;
  }
  CHECK_THROWS_WITH_AS(add_to(Directory::open(dir.path()), {{"a", "1"}}),
                       doctest::Contains("is a symbolic link of another user"), Error);
}

TEST_CASE("rows that are not committed are not there, and who waits for them gets them") {
  const Temporary dir;
  const Directory version = Directory::open(dir.path());
  make_database(dir / "index.db");
  add_to(version, {{"a", "1"}});
  {
    IndexTransaction dropped(version, Durability::eventual);
    dropped.add({{"b", "2"}}, kStays);
  }
  CHECK(read_index_database(version) == IndexRows{{"a", "1"}});
  std::optional<IndexTransaction> first(std::in_place, version, Durability::eventual);
  first->add({{"c", "3"}}, kStays);
  std::jthread second([&] { add_to(version, {{"d", "4"}}); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  first->commit();
  first.reset();
  second.join();
  CHECK(read_index_database(version) == IndexRows{{"a", "1"}, {"c", "3"}, {"d", "4"}});
}
