#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cafs/base/bytes.h"
#include "cafs/hash/hash.h"
#include "cafs/index/store_version.h"
#include "cafs/io/directory.h"
#include "cafs/io/directory_lock.h"
#include "cafs/io/place.h"
#include "cafs/io/staging.h"
#include "cafs/store/agreement.h"
#include "cafs/store/content_files.h"
#include "cafs/store/held.h"
#include "cafs/store/store_reader.h"

namespace cafs {

/// When what is put into a store can be seen under its final name.
enum class Visibility {
  at_once,     ///< each file as soon as it is complete
  at_the_end,  ///< a store that does not exist yet appears as a whole, with `Store::publish`
};

/// Whether a file was written, or was there already.
enum class Put { written, existed };

/// A content file that is written, but whose digest is not known yet.
struct StagedContent {
  StagedFile file;
  Executable executable;
};

/// A pnpm store that is being written: `ROOT/v10`, or ROOT itself where that is called `v10`; or
/// the same of another version.
///
/// However the process ends, no file under a final name is ever incomplete, and no package index is
/// there before its content files: a store that did not exist is built in a private directory
/// beside its place and renamed; into one that exists each file is renamed from such a directory
/// inside it. With Durability::eventual this holds when the process dies, with Durability::synced
/// also when the machine loses power: there all files wait for `publish` to get their final names.
/// Any number of processes and threads may write one store at once. Whoever removes something must
/// have exclusive use (`Use::exclusive` of the version's directory, whose shards stay): what a
/// writer has found there stays until what it puts is published. Content files are 0644 and 0755,
/// or less where the umask is stricter than 022; it should not be less strict.
class Store {
 public:
  /// Opens or prepares the store and removes what killed writers left beside it. Throws Error where
  /// `check_place` would, std::system_error; Interrupted.
  Store(const std::string& root, Visibility visibility,
        Durability durability = Durability::eventual, StoreKind kind = {});
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Discards what is not published, and the directories made for it if they are empty.
  ~Store();

  StoreVersion version() const { return kind_.version; }

  /// Content that is in `other`, a store of another version on the same file system, is not written
  /// again, but gets a second name. `other` must outlive this, and nobody may publish it while
  /// something is put here.
  void share_with(const Store& other) { sharing_ = &other; }

  /// Makes sure that the store has the content file of `content`, whose digest is `digest`. A file
  /// of the right size and kind of mode under that name is taken as it is.
  Put put_content(const Digest& digest, Executable executable, ByteView content);

  /// Writes content that has no name yet, so that it can be hashed from the file without taking
  /// memory. It must be put, or destroyed, before the store is published.
  StagedContent stage_content(Executable executable, ByteView content);

  /// The same as `put_content`, of what was staged.
  Put put_staged(const Digest& digest, StagedContent staged);

  /// Says that a package has this content file, which was put. If it waits for its name, and no
  /// package has it in the end because its tarball is bad, it gets none.
  void want_content(const Digest& digest, Executable executable);

  /// Makes sure that the store has the package index `text` under `path`, as from
  /// `StoreTraits::index_name`. An index there that says the same, apart from pnpm's additions
  /// `checkedAt` and `sideEffects`, stays. To be called when the package's content files are in
  /// place. In a store with a database, the index is there after `publish`.
  Put put_index(const std::string& path, const std::string& text);

  /// Makes sure that the marker of a local tarball, as from `marker_path`, is `integrity`: one that
  /// was there is replaced. To be called when the package's index is in place.
  void put_marker(const std::string& path, const std::string& integrity);

  /// Makes sure that the store has the content file `path`, as from `content_path`, which is
  /// `source`, and tells how it got there; nothing if a file of that name, size and kind of mode
  /// was there. Each name is to be placed by one thread only.
  std::optional<Placement> place_content(const std::string& path, Executable executable,
                                         const SourceFile& source, Placer& placer);

  /// The same for a package index that no other index shares its path with.
  void place_index(const std::string& path, const SourceFile& source, Placer& placer);

  /// Makes sure that the store has the package index `text` under `path`, united with one that is
  /// there. Throws Error when that says something else of the package.
  void unite_index(const std::string& path, const std::string& text);

  /// What this run has put here that another tarball could contradict.
  Agreement& agreement() { return agreement_; }
  const Agreement& agreement() const { return agreement_; }

  /// Whether what is put is there at once, and need not be published.
  bool at_once() const { return visible() && !holds(); }

  /// Makes visible what was put. In a store that others see, everything is prepared before the
  /// first file gets its name: the database is open and locked, and has its rows, which become
  /// visible after all content files. If that fails, throws, and forgets what was put; what is put
  /// next can be published again. No other call may be running.
  void publish();

  /// Forgets what was put and waits for `publish`.
  void drop_held();

 private:
  /// An index or marker that waits for its name.
  struct HeldIndex {
    std::string path;
    Meeting meeting;
    StagedFile file;
  };

  bool visible() const { return new_store_ == nullptr; }
  void use();
  void end_use();

  /// Whether what is put waits for `publish` in a store that others see: until it is on the disk,
  /// or the database can take its rows.
  bool holds() const {
    return visible() && (durability_ == Durability::synced || kind_.has_database());
  }
  void want(const std::string& path) {
    if (holds()) held_content_.want(path);
  }
  bool is_row(const std::string& path) const;
  bool begin(const std::string& parent, Visibility visibility, bool last);
  bool has(const std::string& path, Executable executable, std::uint64_t size);
  bool shared(const std::string& path, Executable executable, std::uint64_t size);
  bool share_held(const std::string& path, Executable executable, std::uint64_t size);
  bool link_content(const std::string& path, Executable executable, std::uint64_t size,
                    const Directory& to, const std::string& name) const;
  void open_version();
  void make_top();
  void begin_private();
  void publish_private();
  void publish_held();
  void add_built();
  void check_unites(const std::string& path, const std::string& text);
  void add_all_of(const StoreReader& built);
  void add_built_content(const StoreReader& built);
  void add_built_index(const std::string& path, const std::string& text);
  void make_parent(const std::string& path);
  Put write_private(const std::string& path, ByteView content, mode_t mode);
  void name_content(StagedFile file, const std::string& path);
  std::optional<std::string> wanted(const std::string& path, const std::string& text,
                                    Meeting meeting);
  Put put_visible(const std::string& path, const std::string& text, Meeting meeting);
  StagedFile staged(const std::string& text);
  void sync();
  std::optional<StagedFile> new_database();
  std::optional<IndexTransaction> open_database();
  void add_database(StagedFile database);
  void name_held_content();
  void name_held_indexes();
  void name_held(HeldIndex held);
  std::string staged_name() { return std::to_string(staged_names_++); }
  const Directory& staging();

  const Durability durability_;
  const StoreKind kind_;
  const Store* sharing_ = nullptr;
  const std::string name_;                 // of the version's directory, in parent_
  std::unique_ptr<MadeDirectories> made_;  // its parents; removed after what is in them
  std::optional<Directory> parent_;
  std::unique_ptr<Staging> new_store_;  // holds the whole store until it is published
  std::unique_ptr<Staging> staging_;    // holds single files until they are renamed
  std::mutex staging_mutex_;            // guards its making, and that of use_
  std::mutex uniting_;
  std::atomic<unsigned> staged_names_{0};
  std::optional<Directory> directory_;  // the version's directory, wherever it is now
  std::optional<DirectoryUse> use_;     // of it, from the first look until publishing
  std::atomic<bool> used_{false};
  InFlight in_flight_;
  HeldFiles held_content_;
  std::vector<HeldIndex> held_indexes_;  // uniting_ guards it
  HeldRows held_rows_;
  Agreement agreement_;
  std::atomic<bool> unites_{false};  // indexes with existing ones, as a merge does
  KnownShards shards_;
};

}  // namespace cafs
