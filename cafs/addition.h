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

  /// Opens the file, and unpacks it. A large one is checked first, others by `settle`. Throws
  /// IntegrityMismatch for one that is not what was promised, whatever else is wrong with it, and
  /// OverLimit for more than `limit` bytes. Tells what it spent on opening and on the rest.
  void unpack(std::uint64_t limit, AddSeconds& seconds);

  /// After `unpack`.
  const std::vector<Entry>& entries() const { return unpacked_.entries; }

  /// After `unpack`: the bytes whose SHA-512 `settle` wants to know; empty where it wants none.
  ByteView to_hash() const;

  /// Settles the integrity, and with it the key, and lets go of the file. Throws IntegrityMismatch,
  /// and Error for a key that makes no name.
  void settle(const Digest& sha512);

  /// Puts one entry into the store. Any number of threads may call it.
  void place(Store& store, std::size_t entry, const Digest& digest);

  /// Puts the index into the store, once all entries are there, with their digests.
  Added finish(Store& store, std::span<const Digest> digests);

 private:
  void read(std::uint64_t limit);
  void check_now();
  void check(const Digest& sha512);
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
