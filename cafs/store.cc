#include "cafs/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem.hpp>

#include "cafs/error.h"
#include "cafs/format/united_index.h"
#include "cafs/io/directory_lock.h"
#include "cafs/io/input_file.h"
#include "cafs/io/interrupt.h"
#include "cafs/io/merge_tree.h"
#include "cafs/store_reader.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

constexpr mode_t kContentMode = 0666;
constexpr mode_t kExecutableMode = 0777;

mode_t content_mode(Executable executable) {
  return executable == Executable::yes ? kExecutableMode : kContentMode;
}

/// The path without `.`, `..` and trailing slashes, so that its last segment is its name.
fs::path resolved(const std::string& root) {
  fs::path path = fs::absolute(root).lexically_normal();
  while (path.filename_is_dot() || path.filename().empty()) path = path.parent_path();
  return path;
}

std::size_t hex_value(char digit) {
  return static_cast<std::size_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/// "files/XX" of "files/XX/…".
std::string_view parent_of(std::string_view path) { return path.substr(0, path.rfind('/')); }

bool is_shard(std::string_view directory) {
  return directory.starts_with("files/") || directory.starts_with("index/");
}

/// A number for each of the 512 shard directories.
std::size_t shard_number(std::string_view shard) {
  const std::size_t digits = shard.size() - 2;
  const std::size_t base = shard[0] == 'f' ? 0 : 256;
  return base + 16 * hex_value(shard[digits]) + hex_value(shard[digits + 1]);
}

}  // namespace

class Store::InFlight {
 public:
  /// Holds a name; another thread that wants it waits.
  class Claim {
   public:
    Claim(InFlight& in_flight, const std::string& path) : in_flight_(in_flight), path_(path) {
      std::unique_lock lock(in_flight.mutex_);
      in_flight.released_.wait(lock, [&] { return !in_flight.has(path); });
      in_flight.paths_.push_back(path);
    }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim() {
      const std::lock_guard lock(in_flight_.mutex_);
      std::erase(in_flight_.paths_, std::string_view(path_));
      in_flight_.released_.notify_all();
    }

   private:
    InFlight& in_flight_;
    const std::string& path_;
  };

 private:
  bool has(std::string_view path) const {
    return std::find(paths_.begin(), paths_.end(), path) != paths_.end();
  }

  std::mutex mutex_;
  std::condition_variable released_;
  std::vector<std::string_view> paths_;  // at most one a thread
};

std::string store_root(const std::string& root) {
  const fs::path path = resolved(root);
  return (path.filename() == std::string(kStoreVersion) ? path.parent_path() : path).string();
}

Store::Store(const std::string& root, Visibility visibility)
    : in_flight_(std::make_unique<InFlight>()) {
  version_ = std::string(kStoreVersion);
  const std::string parent = store_root(root);
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
    if (visibility == Visibility::at_once) parent_->make(version_);
    if (parent_->exists(version_)) {
      open_version();
    } else {
      begin_private();
    }
    return true;
  } catch (const std::system_error& e) {
    if (last || e.code() != std::errc::no_such_file_or_directory) throw;
    fresh_.reset();
    made_.reset();
    return false;
  }
}

void Store::begin_private() {
  fresh_ = std::make_unique<Staging>(*parent_);
  fresh_->directory().make(version_);
  directory_ = fresh_->directory().open_below(version_);
  directory_->make("files");
  directory_->make("index");
}

Store::~Store() {
  fresh_.reset();
  scratch_.reset();
}

void Store::open_version() {
  for (std::atomic<bool>& known : shards_) known.store(false, std::memory_order_relaxed);
  parent_->refuse_planted_link(version_);
  directory_ = parent_->open_below(version_);
  remove_abandoned(*directory_);
  directory_->make("files");
  directory_->make("index");
}

/// Makes the directory that `path` lies in; each of the 512 shards is asked for once.
void Store::make_parent(const std::string& path) {
  const std::string_view parent = parent_of(path);
  if (!is_shard(parent)) {
    directory_->make(std::string(parent));
    return;
  }
  std::atomic<bool>& known = shards_[shard_number(parent)];
  if (known.load(std::memory_order_acquire)) return;
  directory_->make(std::string(parent));
  known.store(true, std::memory_order_release);
}

Placed Store::put_content(const Digest& digest, Executable executable, ByteView content) {
  throw_if_interrupted();
  const std::string path = content_path(digest, executable);
  const mode_t mode = content_mode(executable);
  if (!visible()) return write_private(path, content, mode);
  const InFlight::Claim claim(*in_flight_, path);
  if (directory_->file_size(path) == content.size()) return Placed::existed;
  replace(path, content, mode);
  return Placed::written;
}

StagedContent Store::stage_content(Executable executable, ByteView content) {
  return {StagedFile(scratch(), scratch_name(), content, content_mode(executable)), executable};
}

Placed Store::put_staged(const Digest& digest, StagedContent staged) {
  throw_if_interrupted();
  const std::string path = content_path(digest, staged.executable);
  const InFlight::Claim claim(*in_flight_, path);
  if (directory_->file_size(path) == staged.file.size()) return Placed::existed;
  make_parent(path);
  staged.file.rename(*directory_, path);
  return Placed::written;
}

bool Store::has_index(const std::string& path, const std::string& json) const {
  const auto existing = directory_->read(path);
  return existing && same_index(*existing, json);
}

Placed Store::put_index(const std::string& path, const std::string& json) {
  if (!visible()) return write_private(path, as_bytes(json), kContentMode);
  if (has_index(path, json)) return Placed::existed;
  // A merge may just be adding side effects.
  const std::lock_guard threads(uniting_);
  const DirectoryLock processes(*directory_);
  if (has_index(path, json)) return Placed::existed;
  replace(path, as_bytes(json), kContentMode);
  return Placed::written;
}

void Store::put_marker(const std::string& path, const std::string& integrity) {
  if (!visible()) {
    write_private(path, as_bytes(integrity), kContentMode);
  } else if (directory_->read(path) != integrity) {
    replace(path, as_bytes(integrity), kContentMode);
  }
}

// Nobody else sees these files yet, so they are created under their final names: half the cost of a
// rename each. The claim keeps a second thread from taking a file for there that is being written,
// and may yet fail.
Placed Store::write_private(const std::string& path, ByteView content, mode_t mode) {
  make_parent(path);
  const InFlight::Claim claim(*in_flight_, path);
  return directory_->write_new(path, content, mode) ? Placed::written : Placed::existed;
}

void Store::replace(const std::string& path, ByteView content, mode_t mode) {
  make_parent(path);
  StagedFile(scratch(), scratch_name(), content, mode).rename(*directory_, path);
}

bool Store::has_content(const std::string& path, Executable executable, std::uint64_t size) const {
  constexpr mode_t kExecuteBits = 0111;
  const auto found = directory_->status(path);
  return found && found->regular && found->size == size &&
         (found->mode & kExecuteBits) == (executable == Executable::yes ? kExecuteBits : 0);
}

std::optional<Placement> Store::place_content(const std::string& path, Executable executable,
                                              const SourceFile& source, Placer& placer) {
  const bool is_executable = executable == Executable::yes;
  make_parent(path);
  if (!visible()) return placer.place(source, is_executable, *directory_, path);
  if (has_content(path, executable, source.size)) return std::nullopt;
  const std::string name = scratch_name();
  const auto placed = placer.place(source, is_executable, scratch(), name);
  scratch().rename(name, *directory_, path);
  return placed;
}

void Store::place_index(const std::string& path, const SourceFile& source, Placer& placer) {
  if (!visible()) {
    make_parent(path);
    placer.place(source, false, *directory_, path);
    return;
  }
  const InputFile file(source.path());
  unite_index(path, std::string(as_text(file.bytes())));
}

void Store::unite_index(const std::string& path, const std::string& text) {
  if (!visible()) {
    put_index(path, text);
    return;
  }
  // Two that unite with what they see would lose what the other adds.
  const std::lock_guard threads(uniting_);
  const DirectoryLock processes(*directory_);
  const auto existing = directory_->read(path);
  const std::string united = existing ? cafs::united(path, *existing, text) : text;
  if (united != existing) replace(path, as_bytes(united), kContentMode);
}

const Directory& Store::scratch() {
  if (!visible()) return fresh_->directory();
  std::call_once(scratch_made_, [this] { scratch_ = std::make_unique<Staging>(*directory_); });
  return scratch_->directory();
}

void Store::publish() {
  if (visible()) return;
  if (rename_directory(fresh_->directory(), version_, *parent_)) {
    directory_ = parent_->open_below(version_);
  } else {
    publish_into_existing();
  }
  fresh_.reset();
  made_->keep();
}

/// Somebody else has made the store meanwhile.
void Store::publish_into_existing() {
  open_version();
  const StoreReader built(fresh_->directory().path() + "/" + version_);
  const std::unique_ptr<Staging> keep = std::move(fresh_);
  merge_tree(built.directory().open_below("files"), directory_->open_below("files"));
  for (const auto& paths : {built.indexes(), built.markers()}) {
    for (const std::string& path : paths) unite_index(path, built.directory().read(path).value());
  }
}

}  // namespace cafs
