#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cafs/add.h"
#include "cafs/format/manifest.h"
#include "cafs/io/input_file.h"

namespace cafs {

/// One tarball on its way into a store. The steps are to be taken in this order; each throws what
/// is wrong with the tarball. Where `unpack` or `stage` fails, only `check` may follow: it knows
/// better what is wrong.
class Addition {
 public:
  /// For a store of this version.
  Addition(const Tarball& tarball, const AddOptions& options,
           StoreVersion version = StoreVersion::v10)
      : tarball_(tarball), options_(options), version_(version) {}

  /// Opens the file, and checks an integrity by another hash function than SHA-512. Throws
  /// IntegrityMismatch.
  void open(AddSeconds& seconds);

  /// After `open`: the bytes whose SHA-512 `check` wants to know; empty where it wants none.
  ByteView to_hash() const;

  /// Whether the file is so large that those bytes should be read by `reader` rather than looked
  /// at.
  bool is_large() const { return file_->is_large(); }
  FileReader reader() const { return file_->reader(); }

  /// Throws OverLimit for more than `limit` bytes.
  void unpack(std::uint64_t limit, AddSeconds& seconds);

  /// After `unpack`. Of those that are staged only the size of the content is there.
  const std::vector<Entry>& entries() const { return unpacked_.entries; }

  /// Writes entries of `size` bytes and more into private files, and gives their memory back. Tells
  /// how many bytes that were.
  std::uint64_t stage(Store& store, std::uint64_t size, AddSeconds& seconds);

  /// The private file of an entry; null for one that is in memory.
  const StagedFile* staged(std::size_t entry) const;

  /// Settles the integrity. Throws IntegrityMismatch, whatever else is wrong with the tarball.
  void check(const Digest& sha512);

  /// Settles what its indexes say, once all entries have their digests, and lets go of the file.
  /// Throws Error for a key that makes no name, and where an earlier tarball of the run says
  /// something else under it.
  void settle(const Store& store, std::span<const Digest> digests);

  /// Puts one entry into the store. Any number of threads may call it.
  void place(Store& store, std::size_t entry, const Digest& digest);

  /// Puts the indexes into the store, once all entries are there, with their digests.
  Added finish(Store& store, std::span<const Digest> digests);

 private:
  /// An index, or the marker of a local tarball.
  struct Text {
    std::string path;
    std::string text;
  };

  template <typename Take>
  void for_each_text(const Take& take) const {
    for (const Text& index : indexes_) take(index);
    if (marker_) take(*marker_);
  }

  PackageId id() const;
  std::vector<IndexName> index_names() const;

  const Tarball& tarball_;
  const AddOptions& options_;
  const StoreVersion version_;
  std::shared_ptr<const InputFile> file_;
  std::optional<Integrity> integrity_;
  Unpacked unpacked_;
  std::map<std::size_t, StagedContent> staged_;  // by entry
  Manifest manifest_;
  std::vector<Text> indexes_;
  std::optional<Text> marker_;
  bool is_undecided_ = false;  // another tarball may contradict those
  std::atomic<std::size_t> new_files_{0};
};

}  // namespace cafs
