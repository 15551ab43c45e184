#pragma once
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "cafs/hash/hash.h"

namespace cafs {

/// Remembers what one run has put under paths that no hash of the content decides, such as the
/// indexes of git-hosted packages and the markers of local tarballs. Two tarballs of a run that
/// contradict each other there must not both count as added: the order of threads would decide
/// which of them came last. Takes some 200 bytes for each path. Any number of threads may use one.
class Agreement {
 public:
  /// Throws Error where another text was kept for the path.
  void check(const std::string& path, const std::string& text) const;

  /// Keeps what has been put under a path.
  void keep(const std::string& path, const std::string& text);

  /// What was kept is published, and stays.
  void publish() { unpublished_.clear(); }

  /// Forgets what was kept since the last `publish`: it could not be published.
  void drop();

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Digest> texts_;  // by path
  std::vector<std::string> unpublished_;
};

}  // namespace cafs
