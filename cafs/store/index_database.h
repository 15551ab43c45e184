#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cafs/index/row/index_table.h"
#include "cafs/io/directory.h"

namespace cafs {

class SqliteDatabase;

/// All rows of the table of package indexes, whoever wrote it. Throws Error if there is no table,
/// if it is damaged, or if keys and rows take more than `most` bytes, the size of the files, which
/// they never do in a sound database. Needs at most a few times `most` of memory.
IndexRows rows_of(const SqliteDatabase& database, std::size_t most);

/// Calls `take` for each of these keys that has a row, with that row, which is valid until it
/// returns. Throws Error.
using TakeRow = std::function<void(const std::string& key, std::string_view row)>;
void for_rows(const SqliteDatabase& database, std::span<const std::string> keys,
              const TakeRow& take);

/// The rows that have one of these keys.
IndexRows rows_of(const SqliteDatabase& database, std::span<const std::string> keys);

/// The rows of the `index.db` of a store, whose version's directory is `version`. They include
/// those that pnpm has left in the log beside it, and none of an unfinished transaction. pnpm must
/// not be using it. Nothing is written there. Throws Error naming the file; std::system_error;
/// Interrupted.
IndexRows read_index_database(const Directory& version);

/// The rows that have one of these keys, in a store that is to be written and that others may be
/// using. A database that somebody is just making has none. Throws Error naming the file by its
/// whole path, also if others keep it locked for ten seconds; Interrupted.
IndexRows read_index_database_in_use(const Directory& version, std::span<const std::string> keys);

/// Decides what to write where a row exists already; nothing if that row may stay. Throws Error if
/// the two contradict each other.
using MeetRow = std::function<std::optional<std::string>(
    const std::string& key, const std::string& existing, const std::string& wanted)>;

/// Adds rows to the `index.db` of a store, all or none of them. pnpm may use the store at the same
/// time. Nobody sees the rows before `commit`; without it they are discarded. All functions throw
/// Error naming the file by its whole path, and Interrupted.
class IndexTransaction {
 public:
  /// Begins the transaction. There must be a database; others may keep it locked for ten seconds.
  /// After this, only a full or broken disk can make it fail. A symbolic link to the database is
  /// followed like one to a directory of a store.
  IndexTransaction(const Directory& version, Durability durability);
  IndexTransaction(IndexTransaction&& other) noexcept;
  ~IndexTransaction();

  /// Throws also what `meet` throws.
  void add(const IndexRows& rows, const MeetRow& meet);

  void commit();

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

}  // namespace cafs
