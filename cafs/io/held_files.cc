#include "cafs/io/held_files.h"

#include <utility>

namespace cafs {

bool HeldFiles::has(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return files_.contains(path);
}

bool HeldFiles::empty() const {
  const std::lock_guard lock(mutex_);
  return files_.empty();
}

void HeldFiles::add(const std::string& path, StagedFile file) {
  const std::lock_guard lock(mutex_);
  files_.try_emplace(path, Held{std::move(file)});
}

void HeldFiles::want(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(path);
  if (found != files_.end()) found->second.wanted = true;
}

void HeldFiles::drop() {
  const std::lock_guard lock(mutex_);
  files_.clear();
}

bool HeldFiles::link(const std::string& path, const Directory& to, const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(path);
  return found != files_.end() && found->second.file.link(to, name);
}

void HeldFiles::release(const std::function<void(const std::string& path, StagedFile file)>& take) {
  const std::lock_guard lock(mutex_);
  auto files = std::exchange(files_, {});
  for (auto& [path, held] : files) {
    if (held.wanted) take(path, std::move(held.file));
  }
}

}  // namespace cafs
