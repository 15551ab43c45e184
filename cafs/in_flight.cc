#include "cafs/in_flight.h"

#include <algorithm>

namespace cafs {

InFlight::Claim::Claim(InFlight& in_flight, const std::string& path)
    : in_flight_(in_flight), path_(path) {
  std::unique_lock lock(in_flight.mutex_);
  in_flight.released_.wait(lock, [&] { return !in_flight.has(path); });
  in_flight.paths_.push_back(path);
}

InFlight::Claim::~Claim() {
  const std::lock_guard lock(in_flight_.mutex_);
  std::erase(in_flight_.paths_, std::string_view(path_));
  in_flight_.released_.notify_all();
}

bool InFlight::has(std::string_view path) const {
  return std::find(paths_.begin(), paths_.end(), path) != paths_.end();
}

}  // namespace cafs
