#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "cafs/index/content_name.h"

namespace cafs {

/// A content file that a merged store is to have.
struct PlannedFile {
  ContentName name;
  std::uint64_t size = 0;      ///< in bytes
  std::uint32_t fragment = 0;  ///< that it is to come from
  std::uint32_t mode = 0;      ///< that it has there
};

/// The planned content files of one shard, by name. Takes some 130 bytes for each; there may be a
/// million.
class ContentMap {
 public:
  /// The file of that name, or null.
  const PlannedFile* find(const ContentName& name) const;

  /// Takes `file` unless there is one of that name from a fragment of a smaller number.
  void put(const PlannedFile& file);

  /// All, in no order; each stays where it is.
  const std::deque<PlannedFile>& files() const { return files_; }

 private:
  std::uint32_t* slot_of(const ContentName& name);
  const std::uint32_t* slot_of(const ContentName& name) const;
  void grow();

  std::deque<PlannedFile> files_;

  // Open addressing. A slot is 1 + the place in files_, or 0 if it is empty. Their number is a
  // power of two, and at least half are empty.
  std::vector<std::uint32_t> slots_;
};

}  // namespace cafs
