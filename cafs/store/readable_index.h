#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "cafs/io/directory.h"
#include "cafs/io/staging.h"
#include "cafs/store/index_connection.h"

namespace cafs {

/// The `index.db` of a store, to be read without writing anything beside it. It includes what pnpm
/// has left in the log, and no rows of an unfinished transaction. Where SQLite would have to write
/// for that, it is a copy, which lives as long as this. pnpm must not be using it.
class ReadableIndex {
 public:
  /// Finds out how to read it. `version` is the version's directory. Throws Error, without the
  /// file's name; std::system_error; Interrupted.
  explicit ReadableIndex(const Directory& version);

  /// A new connection. Several may be used at the same time. Throws Error.
  std::unique_ptr<IndexConnection> connect() const;

  /// The size of its files, in bytes.
  std::uint64_t size() const { return size_; }

 private:
  struct Copy;

  void copy(const DatabaseFile& from);

  std::shared_ptr<const Copy> copy_;
  std::string path_;
  int flags_;
  std::uint64_t size_;
};

}  // namespace cafs
