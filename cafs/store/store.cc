#include "cafs/store/store.h"

#include <unistd.h>

#include <system_error>
#include <utility>

#include "cafs/base/interrupt.h"
#include "cafs/index/store_version.h"
#include "cafs/io/directory_lock.h"
#include "cafs/io/input_file.h"
#include "cafs/store/content_files.h"
#include "cafs/store/location.h"

namespace cafs {

namespace {

/// "files/XX" of "files/XX/…".
std::string_view parent_of(std::string_view path) { return path.substr(0, path.rfind('/')); }

}  // namespace

Store::Store(const std::string& root, Visibility visibility, Durability durability, StoreKind kind)
    : durability_(durability),
      kind_(kind),
      name_(kind.version->directory),
      held_rows_(kind.version) {
  const std::string parent = store_root(root, kind.version);
  // Another run that fails may just be removing the directories that it made.
  constexpr int kAttempts = 10;
  for (int attempt = 1; !begin(parent, visibility, attempt == kAttempts); ++attempt) {
  }
}

bool Store::begin(const std::string& parent, Visibility visibility, bool last) {
  try {
    made_ = std::make_unique<MadeDirectories>(parent);
    parent_ = Directory::open(parent);
    remove_abandoned(*parent_);
    if (visibility == Visibility::at_once) parent_->make(name_);
    if (parent_->exists(name_)) {
      open_version();
    } else {
      begin_private();
    }
    return true;
  } catch (const std::system_error& e) {
    if (last || e.code() != std::errc::no_such_file_or_directory) throw;
    new_store_.reset();
    made_.reset();
    return false;
  }
}

void Store::begin_private() {
  new_store_ = std::make_unique<Staging>(*parent_);
  directory_ = parent_->open_below(new_store_->name());
  make_top();
}

/// Makes the directories that even an empty store has.
void Store::make_top() {
  directory_->make("files");
  const bool has_index = version()->keeps_indexes_apart() && !kind_.has_database();
  if (has_index) directory_->make(std::string(version()->index_directory));
}

Store::~Store() {
  held_indexes_.clear();
  held_content_.drop();
  staging_.reset();
  new_store_.reset();
}

void Store::open_version() {
  shards_.clear();
  end_use();
  parent_->refuse_bad_link(name_);
  directory_ = parent_->open_below(name_);
  remove_abandoned(*directory_);
  make_top();
}

/// Makes the directory that `path` lies in; each of the 512 shards is asked for once.
void Store::make_parent(const std::string& path) {
  const std::string_view parent = parent_of(path);
  const bool is_shard = KnownShards::is_shard(parent);
  if (is_shard && shards_.contains(parent)) return;
  directory_->make(std::string(parent));
  if (is_shard) shards_.add(parent);
}

Put Store::put_content(const Digest& digest, Executable executable, ByteView content) {
  throw_if_interrupted();
  const std::string path = content_path(digest, executable);
  if (shared(path, executable, content.size())) return Put::written;
  const mode_t mode = content_mode(executable);
  if (!visible()) return write_private(path, content, mode);
  const InFlight::Claim claim(in_flight_, path);
  if (has(path, executable, content.size())) return Put::existed;
  name_content(StagedFile(staging(), staged_name(), content, mode), path);
  return Put::written;
}

StagedContent Store::stage_content(Executable executable, ByteView content) {
  return {StagedFile(staging(), staged_name(), content, content_mode(executable)), executable};
}

Put Store::put_staged(const Digest& digest, StagedContent staged) {
  throw_if_interrupted();
  const std::string path = content_path(digest, staged.executable);
  if (shared(path, staged.executable, staged.file.size())) return Put::written;
  const InFlight::Claim claim(in_flight_, path);
  if (has(path, staged.executable, staged.file.size())) return Put::existed;
  name_content(std::move(staged.file), path);
  return Put::written;
}

void Store::want_content(const Digest& digest, Executable executable) {
  if (holds()) held_content_.want(content_path(digest, executable));
}

/// Whether the content file was linked from the store of another version.
bool Store::shared(const std::string& path, Executable executable, std::uint64_t size) {
  if (!sharing_) return false;
  use();
  if (holds()) return share_held(path, executable, size);
  make_parent(path);
  return sharing_->link_content(path, executable, size, *directory_, path);
}

bool Store::share_held(const std::string& path, Executable executable, std::uint64_t size) {
  const InFlight::Claim claim(in_flight_, path);
  if (has(path, executable, size)) return false;
  const std::string name = staged_name();
  if (!sharing_->link_content(path, executable, size, staging(), name)) return false;
  name_content(StagedFile(staging(), name, size), path);
  return true;
}

/// Gives the content file a second name. False where there is none, the kernel refuses (another
/// file system, too many links), or something has that name.
bool Store::link_content(const std::string& path, Executable executable, std::uint64_t size,
                         const Directory& to, const std::string& name) const {
  if (held_content_.link(path, to, name)) return true;
  return has_content(*directory_, path, executable, size) &&
         ::linkat(directory_->fd(), path.c_str(), to.fd(), name.c_str(), 0) == 0;
}

/// From now on nobody may remove what is found in a store that others see.
void Store::use() {
  if (used_.load(std::memory_order_acquire) || !visible()) return;
  const std::lock_guard lock(staging_mutex_);
  if (!use_) use_.emplace(*directory_, Use::shared);
  used_.store(true, std::memory_order_release);
}

void Store::end_use() {
  used_ = false;
  use_.reset();
}

bool Store::has(const std::string& path, Executable executable, std::uint64_t size) {
  use();
  return has_content(*directory_, path, executable, size) || held_content_.has(path);
}

/// Gives a content file its name, or keeps it until it may have one.
void Store::name_content(StagedFile file, const std::string& path) {
  if (holds()) return held_content_.add(path, std::move(file));
  make_parent(path);
  file.rename(*directory_, path);
}

/// The text that the file `path` is to get; nothing if it has that already. An empty file counts as
/// missing: after a loss of power, a name may be there without content.
std::optional<std::string> Store::wanted(const std::string& path, const std::string& text,
                                         Meeting meeting) {
  use();
  const auto existing = directory_->read(path);
  if (!existing || existing->empty()) return text;
  if (meeting == Meeting::same_stays && version()->format.same(*existing, text)) {
    return std::nullopt;
  }
  std::string all = meeting == Meeting::unite ? united(path, *existing, text, version()) : text;
  return all == existing ? std::nullopt : std::optional(std::move(all));
}

// Without the locks, two writers that unite their texts with what is there would lose what the
// other adds.
Put Store::put_visible(const std::string& path, const std::string& text, Meeting meeting) {
  use();  // before the lock, which nobody may hold while waiting
  const std::lock_guard threads(uniting_);
  const DirectoryLock processes(*directory_);
  const auto all = wanted(path, text, meeting);
  if (!all) return Put::existed;
  if (holds()) {
    held_indexes_.push_back({path, meeting, staged(*all)});
  } else {
    make_parent(path);
    staged(*all).rename(*directory_, path);
  }
  return Put::written;
}

StagedFile Store::staged(const std::string& text) {
  return {staging(), staged_name(), as_bytes(text), kIndexMode};
}

Put Store::put_index(const std::string& path, const std::string& text) {
  if (is_row(path)) {
    held_rows_.keep(text, Meeting::same_stays);
    return Put::written;
  }
  if (!visible()) return write_private(path, as_bytes(text), kIndexMode);
  if (!wanted(path, text, Meeting::same_stays)) return Put::existed;
  return put_visible(path, text, Meeting::same_stays);
}

/// Whether that index belongs into the database.
bool Store::is_row(const std::string& path) const {
  return kind_.has_database() && !is_marker(path);
}

void Store::put_marker(const std::string& path, const std::string& integrity) {
  if (!visible()) {
    write_private(path, as_bytes(integrity), kIndexMode);
  } else {
    put_visible(path, integrity, Meeting::overwrite);
  }
}

// Nobody else sees these files yet, so they are created under their final names: half the cost of a
// rename each. The claim keeps a second thread from taking a file for there that is being written,
// and may yet fail.
Put Store::write_private(const std::string& path, ByteView content, mode_t mode) {
  make_parent(path);
  const InFlight::Claim claim(in_flight_, path);
  return directory_->write_new(path, content, mode) ? Put::written : Put::existed;
}

std::optional<Placement> Store::place_content(const std::string& path, Executable executable,
                                              const SourceFile& source, Placer& placer) {
  const bool is_executable = executable == Executable::yes;
  if (shared(path, executable, source.size)) {
    want(path);
    return Placement::hardlink;
  }
  if (!visible()) {
    make_parent(path);
    return placer.place(source, is_executable, *directory_, path);
  }
  if (has(path, executable, source.size)) return std::nullopt;
  const std::string name = staged_name();
  const auto placed = placer.place(source, is_executable, staging(), name);
  name_content(StagedFile(staging(), name, source.size), path);
  want(path);
  return placed;
}

void Store::place_index(const std::string& path, const SourceFile& source, Placer& placer) {
  unites_ = true;
  if (!visible() && !is_row(path)) {
    make_parent(path);
    placer.place(source, false, *directory_, path);
    return;
  }
  const InputFile file(source.path());
  unite_index(path, std::string(as_text(file.bytes())));
}

void Store::unite_index(const std::string& path, const std::string& text) {
  unites_ = true;
  if (is_row(path)) return held_rows_.keep(text, Meeting::unite);
  if (!visible()) {
    put_index(path, text);
    return;
  }
  put_visible(path, text, Meeting::unite);
}

const Directory& Store::staging() {
  const std::lock_guard lock(staging_mutex_);
  if (!staging_) staging_ = std::make_unique<Staging>(*directory_);
  return staging_->directory();
}

}  // namespace cafs
