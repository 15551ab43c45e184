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
  files_.try_emplace(path, std::move(file));
}

void HeldFiles::drop() {
  const std::lock_guard lock(mutex_);
  files_.clear();
}

void HeldFiles::release(const Directory& to) {
  const std::lock_guard lock(mutex_);
  auto files = std::exchange(files_, {});
  for (auto& [path, file] : files) file.rename(to, path);
}

}  // namespace cafs
