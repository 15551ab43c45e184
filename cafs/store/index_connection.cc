#include "cafs/store/index_connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <boost/filesystem.hpp>
#include <chrono>

#include "cafs/index/store_version.h"
#include "cafs/io/canonical_path.h"

namespace cafs {

namespace {

/// Throws Error if something other than a regular file has the name: SQLite would wait for the
/// writer of a fifo for ever.
void check_regular(const Directory& directory, const std::string& name) {
  const auto file = directory.status(name);
  if (file && !file->regular) throw Error(name + ": is not a regular file");
}

/// SQLite calls this before each wait for somebody else's lock; zero makes it give up. `count` says
/// how often it has called for this lock before.
int keep_waiting(void* of_connection, int count) {
  constexpr std::chrono::seconds kLongEnough{10};
  auto& attempts = *static_cast<Attempts*>(of_connection);
  if (count == 0) attempts = {};
  if (interrupting_signal() != 0 || attempts.waited() > kLongEnough) return 0;
  attempts.sleep();
  return 1;
}

int is_to_stop(void*) { return interrupting_signal() != 0 ? 1 : 0; }

}  // namespace

std::string index_database_path(const Directory& version) {
  return fmt::format("{}/{}", version.path(), kDatabaseName);
}

DatabaseFile located(const Directory& version) {
  const boost::filesystem::path path = CanonicalPaths().resolve(index_database_path(version));
  DatabaseFile at{Directory::open(path.parent_path().string()), path.filename().string()};
  if (!at.directory.file_size(at.name)) throw Error("is not a regular file");
  for (const std::string& name : {at.log(), at.journal(), at.name + "-shm"}) {
    check_regular(at.directory, name);
  }
  return at;
}

IndexConnection::IndexConnection(const std::string& path, int flags) : database_(path, flags) {
  constexpr int kInstructions = 100'000;  // of SQLite's machine: about a millisecond
  sqlite3_busy_handler(database_.handle(), keep_waiting, &attempts_);
  sqlite3_progress_handler(database_.handle(), kInstructions, is_to_stop, nullptr);
}

}  // namespace cafs
