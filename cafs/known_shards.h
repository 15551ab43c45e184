#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <string_view>

namespace cafs {

/// Which of a store's 512 shard directories (`files/XX`, `index/XX`) are known to be there, so that
/// each is made once. Any number of threads may ask and add.
class KnownShards {
 public:
  /// Whether `directory` is a shard's at all.
  static bool is_shard(std::string_view directory);

  bool contains(std::string_view shard) const;
  void add(std::string_view shard);
  void clear();

 private:
  std::array<std::atomic<bool>, 512> known_{};  // files, then index
};

}  // namespace cafs
