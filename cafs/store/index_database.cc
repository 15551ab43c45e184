#include "cafs/store/index_database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <boost/filesystem.hpp>
#include <chrono>
#include <new>
#include <utility>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/index/store_version.h"
#include "cafs/io/canonical_path.h"
#include "cafs/io/file_reader.h"
#include "cafs/io/place.h"
#include "cafs/io/staging.h"
#include "cafs/io/wait.h"
#include "cafs/store/sqlite.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

const std::string kFile(kDatabaseName);

constexpr std::size_t kLeastCell = 4;  // what a row takes beside its bytes

// Tables whose columns are computed, and trees whose branches are one page, can tell of more than
// there is.
IndexRows read_rows(const SqliteDatabase& database, std::size_t most) {
  database.limit_length(most);
  database.run("PRAGMA cell_size_check = ON");
  SqliteStatement all(database, "SELECT key, data FROM package_index ORDER BY key");
  IndexRows rows;
  for (std::size_t total = 0; all.step();) {
    total += all.column(0).size() + all.column(1).size() + kLeastCell;
    if (total > most) throw Error("is damaged: its rows are larger than it is");
    rows.emplace_hint(rows.end(), all.column(0), all.column(1));
  }
  return rows;
}

/// Adds the file's name to what goes wrong. What SQLite calls an interruption is one of ours.
template <typename Body>
auto naming(std::string_view file, const Body& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& e) {
    throw_if_interrupted();
    throw Error(fmt::format("{}: {}", file, e.what()));
  }
}

std::string path_in(const Directory& version) { return version.path() + "/" + kFile; }

constexpr int kWriting = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW;

/// Where the database is, and what SQLite keeps beside it: it opens nothing through a link.
struct DatabaseFile {
  Directory directory;
  std::string name;

  std::string path() const { return directory.path() + "/" + name; }
  std::string log() const { return name + "-wal"; }
  std::string journal() const { return name + "-journal"; }
};

/// SQLite would wait for a writer of a fifo that is called so, for ever.
void check_regular(const Directory& directory, const std::string& name) {
  const auto file = directory.status(name);
  if (file && !file->regular) throw Error(name + ": is not a regular file");
}

/// Throws Error where it, or what SQLite keeps beside it, is no regular file.
DatabaseFile located(const Directory& version) {
  const fs::path path = CanonicalPaths().resolve(path_in(version));
  DatabaseFile at{Directory::open(path.parent_path().string()), path.filename().string()};
  if (!at.directory.file_size(at.name)) throw Error("is not a regular file");
  for (const std::string& name : {at.log(), at.journal(), at.name + "-shm"}) {
    check_regular(at.directory, name);
  }
  return at;
}

/// SQLite asks before each wait for somebody else's lock; zero gives up. `count`: how often it has
/// asked for this one.
int keep_waiting(void* of_connection, int count) {
  constexpr std::chrono::seconds kLongEnough{10};
  auto& attempts = *static_cast<Attempts*>(of_connection);
  if (count == 0) attempts = {};
  if (interrupting_signal() != 0 || attempts.waited() > kLongEnough) return 0;
  attempts.sleep();
  return 1;
}

int is_to_stop(void*) { return interrupting_signal() != 0 ? 1 : 0; }

/// A database that others may have open, too. A signal ends whatever takes long.
struct Connection {
  Attempts attempts;
  SqliteDatabase database;

  Connection(const std::string& path, int flags) : database(path, flags) {
    constexpr int kInstructions = 100'000;  // of SQLite's machine: about a millisecond
    sqlite3_busy_handler(database.handle(), keep_waiting, &attempts);
    sqlite3_progress_handler(database.handle(), kInstructions, is_to_stop, nullptr);
  }
};

/// SQLite would write beside it even to read; and that may be a store that nobody may write.
IndexRows read_copy(const DatabaseFile& from) {
  const Directory temporary = Directory::open(fs::temp_directory_path().string());
  const Staging staging(temporary);
  Placer placer(Link{Placement::copy});
  std::uint64_t size = 0;
  for (const std::string& name : {from.name, from.log(), from.journal()}) {
    const auto file = look_at(from.directory, name);
    if (!file) continue;
    placer.place(*file, false, staging.directory(), name);
    size += file->size;
  }
  const Connection copy(staging.directory().path() + "/" + from.name, SQLITE_OPEN_READWRITE);
  return rows_of(copy.database, size);
}

FileReader reader_of(const DatabaseFile& at) {
  Fd fd(::openat(at.directory.fd(), at.name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw_errno("open", at.path());
  return {std::move(fd), at.path()};
}

/// Whether it is kept with a write-ahead log, be that empty.
bool is_logged(const DatabaseFile& at, std::uint64_t size) {
  constexpr std::size_t kReadVersion = 19;  // that byte of the header
  std::array<std::byte, 20> header{};
  if (size < header.size()) return false;
  reader_of(at).read(header);
  return header[kReadVersion] == std::byte{2};
}

/// Whether a killed process has left it in the middle of a transaction.
bool is_half_done(const SqliteDatabase& database) {
  const char* const any = "SELECT 1 FROM sqlite_schema LIMIT 1";
  const int code = sqlite3_exec(database.handle(), any, nullptr, nullptr, nullptr);
  return (code & 0xff) == SQLITE_READONLY;
}

/// The path as a URI, whose reserved characters are only these.
std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
    } else {
      uri += c;
    }
  }
  return uri;
}

/// With an empty log, the file is all there is: SQLite may take it for one that nobody changes.
IndexRows read_logged(const DatabaseFile& at, std::uint64_t size) {
  if (at.directory.file_size(at.log()).value_or(0) > 0) return read_copy(at);
  const Connection file(uri_of(at.path()) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  return rows_of(file.database, size);
}

IndexRows read_unlogged(const DatabaseFile& at, std::uint64_t size) {
  const Connection file(at.path(), SQLITE_OPEN_READONLY);
  return is_half_done(file.database) ? read_copy(at) : rows_of(file.database, size);
}

bool has_table(const SqliteDatabase& database) {
  return SqliteStatement(database, "SELECT 1 FROM sqlite_schema WHERE name = 'package_index'")
      .step();
}

bool keeps_log(const SqliteDatabase& database) {
  SqliteStatement mode(database, "PRAGMA journal_mode");
  return mode.step() && mode.column(0) == "wal";
}

/// What SQLite is to wait for, so that a loss of power leaves the database whole: with a log, its
/// rows may be lost, but it is not damaged (sqlite.org/pragma.html#pragma_synchronous). That the
/// journal is gone, which is what commits, only `sync_file_system` puts on the disk.
const char* synchronous(const SqliteDatabase& database, Durability durability) {
  const bool may_lose = durability == Durability::eventual && keeps_log(database);
  return may_lose ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL";
}

void insert(const SqliteDatabase& database, const IndexRows& rows, const MeetRow& meet) {
  SqliteStatement find(database, "SELECT data FROM package_index WHERE key = ?");
  SqliteStatement put(database, "INSERT OR REPLACE INTO package_index (key, data) VALUES (?, ?)");
  for (const auto& [key, row] : rows) {
    throw_if_interrupted();
    find.bind_text(1, key);
    const bool exists = find.step();
    const auto wanted = exists ? meet(key, std::string(find.column(0)), row) : row;
    find.reset();
    if (!wanted) continue;
    put.bind_text(1, key);
    put.bind_blob(2, *wanted);
    put.step();
    put.reset();
  }
}

}  // namespace

IndexRows rows_of(const SqliteDatabase& database, std::size_t most) {
  try {
    return read_rows(database, most);
  } catch (const std::bad_alloc&) {  // SQLite's answer to some lengths that cannot be
    throw Error("is damaged, or there is too little memory to read it");
  }
}

IndexRows rows_of(const SqliteDatabase& database, std::span<const std::string> keys) {
  database.run("PRAGMA cell_size_check = ON");
  SqliteStatement find(database, "SELECT data FROM package_index WHERE key = ?");
  IndexRows rows;
  for (const std::string& key : keys) {
    find.bind_text(1, key);
    if (find.step()) rows.emplace(key, find.column(0));
    find.reset();
  }
  return rows;
}

IndexRows read_index_database(const Directory& version) {
  return naming(kFile, [&] {
    const auto file = version.status(kFile);
    if (!file) throw Error(version.exists(kFile) ? "is a symbolic link to nothing" : "is gone");
    if (!file->regular) throw Error("is not a regular file");
    const DatabaseFile at = located(version);
    return is_logged(at, file->size) ? read_logged(at, file->size) : read_unlogged(at, file->size);
  });
}

IndexRows read_index_database_in_use(const Directory& version, std::span<const std::string> keys) {
  version.refuse_bad_link(kFile);
  return naming(path_in(version), [&] {
    const Connection file(located(version).path(), kWriting);
    file.database.run("BEGIN");
    return has_table(file.database) ? rows_of(file.database, keys) : IndexRows();
  });
}

struct IndexTransaction::Open {
  Open(std::string its_path, const std::string& canonical)
      : path(std::move(its_path)), connection(canonical, kWriting) {}

  std::string path;  // as it was given
  Connection connection;
};

// EXCLUSIVE: without a log, `COMMIT` alone would have to wait for those who read.
IndexTransaction::IndexTransaction(const Directory& version, Durability durability) {
  const std::string path = path_in(version);
  version.refuse_bad_link(kFile);
  naming(path, [&] {
    open_ = std::make_unique<Open>(path, located(version).path());
    const SqliteDatabase& database = open_->connection.database;
    database.run(synchronous(database, durability));
    database.run("BEGIN EXCLUSIVE");
    database.run(fmt::format("CREATE TABLE IF NOT EXISTS {}", kIndexTable).c_str());
  });
}

IndexTransaction::IndexTransaction(IndexTransaction&& other) noexcept = default;

// SQLite takes back what was not committed.
IndexTransaction::~IndexTransaction() = default;

void IndexTransaction::add(const IndexRows& rows, const MeetRow& meet) {
  naming(open_->path, [&] { insert(open_->connection.database, rows, meet); });
}

void IndexTransaction::commit() {
  naming(open_->path, [&] { open_->connection.database.run("COMMIT"); });
}

}  // namespace cafs
