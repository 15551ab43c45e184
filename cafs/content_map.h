#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>

#include "cafs/format/layout.h"

namespace cafs {

/// A content file that a merged store is to have.
struct PlannedFile {
  std::uint64_t size = 0;      ///< in bytes
  std::uint32_t fragment = 0;  ///< that it is to come from
  std::uint32_t mode = 0;      ///< that it has there
};

/// The planned content files of one shard, whose digests have one first byte. Takes some 110 bytes
/// for each; there may be a million.
class ContentMap {
 public:
  /// The file of that name, or null.
  const PlannedFile* find(const ContentName& name) const;

  /// Takes `file` unless there is one of that name from a fragment of a smaller number.
  void put(const ContentName& name, const PlannedFile& file);

  std::size_t size() const { return files_.size(); }

  /// Calls `body` for each file, in no order.
  void for_each(const std::function<void(const ContentName&, const PlannedFile&)>& body) const;

 private:
  /// The digest, with the kind in place of the first byte.
  using Key = std::array<std::byte, 64>;
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept;
  };

  static Key key(const ContentName& name);

  std::byte first_{};  // of all digests
  std::unordered_map<Key, PlannedFile, Hash> files_;
};

}  // namespace cafs
