#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "cafs/add.h"
#include "cafs/format/manifest.h"
#include "cafs/io/input_file.h"

namespace cafs {

/// One tarball on its way into a store. The steps are to be taken in this order; each throws what
/// is wrong with the tarball.
class Addition {
 public:
  Addition(const Tarball& tarball, const AddOptions& options)
      : tarball_(tarball), options_(options) {}

  /// Opens the file.
  void open();

  /// The bytes whose SHA-512 `check` wants to know; empty where it wants none.
  ByteView to_hash() const;

  /// Settles the integrity. Throws IntegrityMismatch.
  void check(const Digest& sha512);

  /// Unpacks, and lets go of the file. Throws OverLimit for more than `limit` bytes.
  void unpack(std::uint64_t limit);

  /// After `unpack`.
  const std::vector<Entry>& entries() const { return unpacked_.entries; }

  /// Puts one entry into the store. Any number of threads may call it.
  void place(Store& store, std::size_t entry, const Digest& digest);

  /// Puts the index into the store, once all entries are there, with their digests.
  Added finish(Store& store, std::span<const Digest> digests);

 private:
  Unpacked read(std::uint64_t limit) const;
  PackageId id() const;
  std::vector<std::string> index_paths() const;

  const Tarball& tarball_;
  const AddOptions& options_;
  std::optional<InputFile> file_;
  std::optional<Integrity> integrity_;
  Unpacked unpacked_;
  Manifest manifest_;
  std::vector<std::string> index_paths_;
  std::atomic<std::size_t> new_files_{0};
};

}  // namespace cafs
