#include "cafs/store/held.h"

#include <optional>
#include <utility>

#include "cafs/index/row/row_key.h"
#include "cafs/index/store_version.h"

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

namespace {

std::string united_row(const std::string& key, const std::string& existing,
                       const std::string& added, StoreVersion version) {
  const std::string both =
      united(row_path(key), row_text(key, existing), row_text(key, added), version);
  return std::string(keyed_row(both).row);
}

std::optional<std::string> changed(std::string row, const std::string& existing) {
  return row == existing ? std::nullopt : std::optional(std::move(row));
}

}  // namespace

void HeldRows::keep(const std::string& text, Meeting meeting) {
  const KeyedRow keyed = keyed_row(text);
  const std::lock_guard lock(mutex_);
  meeting_ = meeting;
  const auto [known, added] = rows_.try_emplace(std::string(keyed.key), keyed.row);
  if (!added && meeting == Meeting::unite) {
    known->second = united_row(known->first, known->second, std::string(keyed.row), version_);
  }
}

void HeldRows::add_to(IndexTransaction& database) const {
  database.add(rows_, [this](const std::string& key, const std::string& existing,
                             const std::string& wanted) {
    if (meeting_ == Meeting::unite)
      return changed(united_row(key, existing, wanted, version_), existing);
    const bool same =
        existing == wanted || version_->format.same(row_text(key, existing), row_text(key, wanted));
    return same ? std::nullopt : std::optional(wanted);
  });
}

}  // namespace cafs
