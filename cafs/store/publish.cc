// How what was put into a store appears: everything is prepared before the first file gets its
// name.
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "cafs/index/content_name.h"
#include "cafs/io/directory_lock.h"
#include "cafs/io/staging.h"
#include "cafs/store/content_files.h"
#include "cafs/store/held.h"
#include "cafs/store/index_database.h"
#include "cafs/store/store.h"
#include "cafs/store/store_reader.h"

namespace cafs {

void Store::publish() {
  try {
    if (!visible()) publish_private();
    publish_held();
    agreement_.publish();
  } catch (...) {
    drop_held();
    throw;
  }
}

void Store::drop_held() {
  agreement_.drop();
  held_content_.drop();
  held_indexes_.clear();
  held_rows_.clear();
  end_use();
}

void Store::sync() {
  if (durability_ == Durability::synced) sync_file_system(*parent_);
}

void Store::publish_private() {
  staging_.reset();
  if (kind_.has_database()) {
    const std::string rows = held_rows_.database();
    directory_->write_new(std::string(kDatabaseName), as_bytes(rows), kIndexMode);
    held_rows_.clear();
  }
  sync();
  // What the umask and the place make of a new directory, "files" shows.
  if (new_store_->rename(name_, directory_->status("files").value().mode)) {
    directory_ = parent_->open_below(name_);
  } else {
    add_built();
  }
  new_store_.reset();
  made_->keep();
}

/// Names come after what they name: where that is asked for, each step is on the disk before the
/// next.
void Store::publish_held() {
  auto database = new_database();
  auto rows = database ? std::nullopt : open_database();
  const bool any = !held_content_.empty() || !held_indexes_.empty() || database || rows;
  if (any) sync();
  name_held_content();
  if (any) sync();
  if (database) add_database(*std::move(database));
  if (rows) rows->commit();
  held_rows_.clear();
  name_held_indexes();
  end_use();  // its file, too, is to be gone when power fails
  sync();
}

/// The database that the store is to get, where it has none.
std::optional<StagedFile> Store::new_database() {
  if (held_rows_.empty() || directory_->exists(std::string(kDatabaseName))) return std::nullopt;
  return staged(held_rows_.database());
}

/// The one that the store has, with the new rows.
std::optional<IndexTransaction> Store::open_database() {
  if (held_rows_.empty()) return std::nullopt;
  std::optional<IndexTransaction> rows(std::in_place, *directory_, durability_);
  held_rows_.add_to(*rows);
  return rows;
}

/// Somebody else may have made one meanwhile.
void Store::add_database(StagedFile database) {
  if (database.rename_new(*directory_, std::string(kDatabaseName))) return;
  if (auto rows = open_database()) rows->commit();
}

void Store::name_held_content() {
  held_content_.release([this](const std::string& path, StagedFile file) {
    make_parent(path);
    file.rename(*directory_, path);
  });
}

void Store::name_held_indexes() {
  for (HeldIndex& held : std::exchange(held_indexes_, {})) name_held(std::move(held));
}

/// Somebody may have written the same index meanwhile.
void Store::name_held(HeldIndex held) {
  use();
  const std::lock_guard threads(uniting_);
  const DirectoryLock processes(*directory_);
  const auto text = staging().read(held.file.name());
  const auto all = wanted(held.path, text.value(), held.meeting);
  if (!all) return;
  make_parent(held.path);
  if (all == text) return held.file.rename(*directory_, held.path);
  StagedFile file = staged(*all);
  sync();
  file.rename(*directory_, held.path);
}

/// Somebody else has made the store meanwhile: what was built is added to it, as it would have been
/// at first.
void Store::add_built() {
  const std::unique_ptr<Staging> keep = std::move(new_store_);
  open_version();
  const StoreReader built = StoreReader::of_version(keep->directory().path(), version());
  try {
    add_all_of(built);
  } catch (...) {
    drop_held();  // before the directory that it is in
    throw;
  }
}

void Store::add_all_of(const StoreReader& built) {
  std::vector<std::string> paths = built.indexes();
  for (std::string& marker : built.markers()) paths.push_back(std::move(marker));
  for (const std::string& path : paths) check_unites(path, built.text(path).value());
  add_built_content(built);
  for (const std::string& path : paths) add_built_index(path, built.text(path).value());
  publish_held();
}

/// Throws where a merge's index contradicts one in a file that is there. (Of a database, the rows
/// are asked when they are added.)
void Store::check_unites(const std::string& path, const std::string& text) {
  if (unites_ && !is_row(path)) wanted(path, text, Meeting::unite);
}

void Store::add_built_content(const StoreReader& built) {
  for (const std::string& shard : shard_names()) {
    const auto add = [&](const ContentName& name) {
      const std::string path = content_path(name.digest, name.executable);
      const auto file = built.directory().status(path).value();
      if (has(path, name.executable, file.size)) return;
      name_content(StagedFile(built.directory(), path, file.size), path);
      want(path);
    };
    built.list_content(shard, add, [](const auto&) {});
  }
}

void Store::add_built_index(const std::string& path, const std::string& text) {
  if (unites_) return unite_index(path, text);
  is_marker(path) ? put_marker(path, text) : static_cast<void>(put_index(path, text));
}

}  // namespace cafs
