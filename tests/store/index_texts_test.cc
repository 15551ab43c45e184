#include "cafs/store/index_texts.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>

#include "cafs/base/error.h"
#include "cafs/index/row/index_table.h"
#include "cafs/index/row/row_key.h"
#include "cafs/store/sqlite.h"
#include "cafs/store/store_reader.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;
namespace fs = std::filesystem;

namespace {

constexpr int kCount = 500;

std::string key_of(int i) { return fmt::format("sha512-{}\tpackage-{}@1.0.0", i * 7919 % 1000, i); }

/// Larger than a page, so that rows have pages of their own.
std::string row_of(int i) { return fmt::format("{}", i) + std::string(5000, 'x'); }

std::pair<std::string, std::string> file_of(int i) {
  return {row_path(key_of(i)), row_text(key_of(i), row_of(i))};
}

void write_database(const Temporary& dir) {
  IndexRows rows;
  for (int i = 0; i < kCount; ++i) rows.emplace(key_of(i), row_of(i));
  write_file(dir / "index.db", index_database(rows));
}

IndexTexts sorted(IndexTexts texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// Opens it as pnpm does.
SqliteDatabase with_log(const std::string& path) {
  SqliteDatabase database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  database.run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
  return database;
}

void add(const SqliteDatabase& database, const std::string& key, const std::string& row) {
  SqliteStatement put(database, "INSERT INTO package_index (key, data) VALUES (?, ?)");
  put.bind_text(1, key);
  put.bind_blob(2, row);
  put.step();
}

}  // namespace

TEST_CASE("rows are found by their keys, with any number of threads") {
  const Temporary dir;
  write_database(dir);
  const Directory version = Directory::open(dir.path());
  const std::vector<std::string> keys{key_of(17), key_of(0),   "none",     key_of(499),
                                      key_of(3),  key_of(250), key_of(17), "sha512-\xFF"};
  const IndexTexts wanted =
      sorted({file_of(0), file_of(3), file_of(17), file_of(250), file_of(499)});
  for (const unsigned jobs : {1U, 2U, 3U, 16U}) {
    CAPTURE(jobs);
    Workers workers(jobs);
    CHECK(sorted(read_index_texts(version, keys, workers)) == wanted);
    CHECK(read_index_texts(version, {}, workers).empty());
  }
  CHECK(std::distance(fs::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("every row is found") {
  const Temporary dir;
  write_database(dir);
  std::vector<std::string> keys;
  IndexTexts wanted;
  for (int i = 0; i < kCount; ++i) {
    keys.push_back(key_of(i));
    wanted.push_back(file_of(i));
  }
  Workers workers(3);
  CHECK(sorted(read_index_texts(Directory::open(dir.path()), keys, workers)) == sorted(wanted));
}

TEST_CASE("rows that are only in the log are found, and nothing is written beside it") {
  const Temporary dir;
  const SqliteDatabase pnpms = with_log(dir / "index.db");
  pnpms.run(fmt::format("CREATE TABLE {}", kIndexTable).c_str());
  add(pnpms, key_of(1), row_of(1));
  const auto before = fs::last_write_time(dir / "index.db-wal");
  const std::vector<std::string> keys{key_of(1), key_of(2)};
  Workers workers(2);
  CHECK(read_index_texts(Directory::open(dir.path()), keys, workers) == IndexTexts{file_of(1)});
  CHECK(fs::last_write_time(dir / "index.db-wal") == before);
}

TEST_CASE("what is no database is named") {
  const Temporary dir;
  Workers workers(2);
  const std::vector<std::string> keys{key_of(1)};
  const auto read = [&] { read_index_texts(Directory::open(dir.path()), keys, workers); };
  CHECK_THROWS_WITH_AS(read(), "index.db: is gone", Error);
  write_file(dir / "index.db", "no database, but long enough to be read as if it were one");
  CHECK_THROWS_WITH_AS(read(), doctest::Contains("index.db: file is not a database"), Error);
  write_database(dir);
  fs::resize_file(dir / "index.db", 3 * 4096);
  CHECK_THROWS_WITH_AS(read(), doctest::Contains("index.db: database disk image is malformed"),
                       Error);
}

TEST_CASE("a store has the rows that it was opened for, and its files") {
  const Temporary dir;
  write_database(dir);
  const auto [path, text] = file_of(9);
  fs::create_directories(fs::path(dir / path).parent_path());
  write_file(dir / path, text);
  Workers workers(2);
  const std::vector<std::string> keys{key_of(4)};
  const StoreReader store = StoreReader::of_keys(dir.path(), StoreVersion::v11, keys, workers);
  CHECK(store.text(file_of(4).first) == file_of(4).second);
  CHECK(store.text(path) == text);
  CHECK_FALSE(store.text(file_of(5).first));
}
