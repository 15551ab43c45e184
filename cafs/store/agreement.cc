#include "cafs/store/agreement.h"

#include "cafs/base/error.h"

namespace cafs {

void Agreement::check(const std::string& path, const std::string& text) const {
  const std::lock_guard lock(mutex_);
  const auto kept = texts_.find(path);
  if (kept == texts_.end() || kept->second == sha512(as_bytes(text))) return;
  throw Error("contradicts an earlier tarball of this run: it has the same id, but other content");
}

void Agreement::keep(const std::string& path, const std::string& text) {
  const std::lock_guard lock(mutex_);
  if (texts_.try_emplace(path, sha512(as_bytes(text))).second) unpublished_.push_back(path);
}

void Agreement::drop() {
  const std::lock_guard lock(mutex_);
  for (const std::string& path : unpublished_) texts_.erase(path);
  unpublished_.clear();
}

}  // namespace cafs
