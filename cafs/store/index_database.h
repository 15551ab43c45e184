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

/// All rows of the table of package indexes, whoever wrote it. Throws Error where there is none, it
/// is damaged, and where keys and rows take more than `most` bytes, the size of the files: no sound
/// database has such. Needs no more memory than a few times that.
IndexRows rows_of(const SqliteDatabase& database, std::size_t most);

/// Calls `take` for each of these keys that has a row, with that row, which is valid until it
/// returns. Throws Error.
using TakeRow = std::function<void(const std::string& key, std::string_view row)>;
void for_rows(const SqliteDatabase& database, std::span<const std::string> keys,
              const TakeRow& take);

/// Those of them that have one of these keys.
IndexRows rows_of(const SqliteDatabase& database, std::span<const std::string> keys);

/// The rows of the `index.db` of a store, whose version's directory is `version`; also those
/// that pnpm has left in the log beside it, and without those of a transaction that did not come to
/// its end. pnpm must not be using it. Nothing is written there. Throws Error naming the file;
/// std::system_error; Interrupted.
IndexRows read_index_database(const Directory& version);

/// Those that have one of these keys, of a store that others may be using, and that is to be
/// written. One that somebody is just making has none. Throws Error naming the file by its whole
/// path, also where others keep it locked for ten seconds; Interrupted.
IndexRows read_index_database_in_use(const Directory& version, std::span<const std::string> keys);

/// What a row is to be where one is there; nothing where that one may stay. Throws Error where they
/// contradict each other.
using MeetRow = std::function<std::optional<std::string>(
    const std::string& key, const std::string& existing, const std::string& wanted)>;

/// Adds rows to the `index.db` of a store, all or none of them: pnpm may use the store at the same
/// time. Nobody sees them before `commit`; without it they are gone. All functions throw Error
/// naming the file by its whole path, and Interrupted.
class IndexTransaction {
 public:
  /// Begins. There must be a database; others may keep it locked for ten seconds. Whatever is
  /// refused later is a full or broken disk. A symbolic link to it is followed as one to a
  /// directory of a store is.
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
