#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "cafs/format/container.h"
#include "cafs/format/integrity.h"
#include "cafs/format/package_id.h"
#include "cafs/parallel.h"
#include "cafs/store.h"

namespace cafs {

/// A package to add, and under which key the lockfile knows it.
struct Tarball {
  std::string path;
  std::optional<PackageId> id;         ///< without one: name@version of its package.json
  std::optional<Integrity> integrity;  ///< without one: the sha512 of its bytes
};

/// Whether the caller's fetcher has checked the integrity already.
enum class Trust { check, trusted };

struct AddOptions {
  Container container = Container::tarball;
  Trust trust = Trust::check;
  std::uint64_t max_unpacked = std::uint64_t{4} << 30;  ///< bytes of one tarball, inflated
};

/// What was added.
struct Added {
  std::string id;
  std::string integrity;
  std::string index;          ///< path of the package index below the version's directory
  std::size_t files = 0;      ///< entries of the package
  std::uint64_t bytes = 0;    ///< their sizes, added up
  std::size_t new_files = 0;  ///< content files that the store did not have
};

/// Adds one package to the store: checks its integrity, unpacks it, places its content files, then
/// its index. Nothing is written before the whole tarball has been read and found good.
/// Throws IntegrityMismatch, or Error and std::system_error naming the cause, but not the tarball.
Added add(Store& store, const Tarball& tarball, const AddOptions& options, Workers& workers);

}  // namespace cafs
