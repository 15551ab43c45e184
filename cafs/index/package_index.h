#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cafs/hash/hash.h"
#include "cafs/tarball/manifest.h"
#include "cafs/tarball/tar.h"

namespace cafs {

/// What a package index records of one file.
struct FileRecord {
  std::string path;
  Digest digest;
  std::optional<std::int64_t> mode;
  std::uint64_t size = 0;
};

/// What a store records of one package.
struct PackageIndex {
  std::optional<JsonValue> name;
  std::optional<JsonValue> version;
  bool requires_build = false;
  bool requires_prepare = false;  ///< if it comes from git: whether packing it runs scripts
  bool from_directory = false;    ///< pnpm unpacks it first, and adds the directory
  std::optional<JsonObject>
      bundled;  ///< what the index holds of package.json, where the rules say so
  std::vector<FileRecord> files;
};

/// The index of a package with these entries, whose digests are `digests`, in the same order.
/// `requires_build` by pnpm's rule: an install script, a `binding.gyp` at the root (unless the
/// manifest needs no such build), or anything below `.hooks`. `requires_prepare` likewise: a
/// `prepare` script, or one for publishing while the file `main` is not there.
PackageIndex package_index(const Manifest& manifest, const std::vector<Entry>& entries,
                           std::span<const Digest> digests);

}  // namespace cafs
