// How files that were put into a store become visible: everything is prepared before the first file
// gets its name.
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
  // "files" shows which mode a new directory gets here, by the umask and the place.
  if (new_store_->rename(name_, directory_->status("files").value().mode)) {
    directory_ = parent_->open_below(name_);
  } else {
    add_built();
  }
  new_store_.reset();
  made_->keep();
}

/// Content gets its names before the indexes that name it. With Durability::synced, each step is on
/// the disk before the next.
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
  end_use();  // before the last sync: its file, too, must be gone after a loss of power
  sync();
}

/// A new database, for a store that has none.
std::optional<StagedFile> Store::new_database() {
  if (held_rows_.empty() || directory_->exists(std::string(kDatabaseName))) return std::nullopt;
  return staged(held_rows_.database());
}

/// The database that the store has, with the new rows.
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

/// Somebody else has made the store meanwhile. Adds what was built to it, as if it had been there
/// from the start.
void Store::add_built() {
  const std::unique_ptr<Staging> keep = std::move(new_store_);
  open_version();
  const StoreReader built = StoreReader::of_version(keep->directory().path(), version());
  try {
    add_all_of(built);
  } catch (...) {
    drop_held();  // before its directory is removed
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

/// Throws if a merge's index contradicts an existing one in a file. (The rows of a database are
/// compared when they are added.)
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
