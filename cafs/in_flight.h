#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace cafs {

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
