#pragma once
#include <sys/types.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/index/content_name.h"
#include "cafs/io/directory.h"

namespace cafs {

/// The mode of an index, a marker or a database, less the umask.
inline constexpr mode_t kIndexMode = 0666;

/// The mode of a content file, less the umask.
mode_t content_mode(Executable executable);

/// Whether the version's directory `store` has the content file `path`, of this size and with a
/// mode that fits its name; symbolic links are followed.
bool has_content(const Directory& store, const std::string& path, Executable executable,
                 std::uint64_t size);

/// Which of a store's 512 shard directories (`files/XX`, and those of its indexes) are known to be
/// there, so that each is made once. Any number of threads may ask and add.
class KnownShards {
 public:
  /// Whether `directory` is a shard's at all.
  static bool is_shard(std::string_view directory);

  bool contains(std::string_view shard) const;
  void add(std::string_view shard);
  void clear();

 private:
  std::array<std::atomic<bool>, 512> known_{};  // of content, then of indexes
};

/// Names that threads of this process are writing right now.
class InFlight {
 public:
  /// Holds a name; another thread that wants it waits.
  class Claim {
   public:
    Claim(InFlight& in_flight, const std::string& path);
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim();

   private:
    InFlight& in_flight_;
    const std::string& path_;
  };

 private:
  bool has(std::string_view path) const;

  std::mutex mutex_;
  std::condition_variable released_;
  std::vector<std::string_view> paths_;  // at most one a thread
};

}  // namespace cafs
