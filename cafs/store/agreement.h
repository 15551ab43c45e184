#pragma once
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "cafs/hash/hash.h"

namespace cafs {

/// What one run has put under paths that no hash of the content decides: the indexes of git-hosted
/// packages, the markers of local tarballs. Two tarballs of a run that contradict each other there
/// must not both count as added, for which of them came last would depend on threads. Takes some
/// 200 bytes for each path. Any number of threads may use one.
class Agreement {
 public:
  /// Throws Error where another text was kept for the path.
  void check(const std::string& path, const std::string& text) const;

  /// Keeps what has been put under a path.
  void keep(const std::string& path, const std::string& text);

  /// What was kept is published, and stays.
  void publish() { unpublished_.clear(); }

  /// What was kept since then is forgotten: it could not be published.
  void drop();

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Digest> texts_;  // by path
  std::vector<std::string> unpublished_;
};

}  // namespace cafs
