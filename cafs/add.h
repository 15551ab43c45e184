#pragma once
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "cafs/add_seconds.h"
#include "cafs/format/container.h"
#include "cafs/format/integrity.h"
#include "cafs/format/package_id.h"
#include "cafs/parallel.h"
#include "cafs/promised_size.h"
#include "cafs/store.h"
#include "cafs/tarball_queue.h"

namespace cafs {

/// Where a package comes from, which decides where pnpm looks for its index.
enum class Origin {
  registry,  ///< or a URL, or a file: the index is found by integrity and id
  git_host,  ///< the index is found by the id alone, which must be given
};

/// A package to add, and under which key the lockfile knows it.
struct Tarball {
  std::string path;
  Origin origin = Origin::registry;
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
  std::string index;          ///< path of the (first) package index below the version's directory
  std::size_t files = 0;      ///< entries of the package
  std::uint64_t bytes = 0;    ///< their sizes, added up
  std::size_t new_files = 0;  ///< content files that the store did not have
};

/// What became of a tarball: an IntegrityMismatch, or an Error or std::system_error that names the
/// cause, but not the tarball.
using AddResult = std::variant<Added, std::exception_ptr>;

/// A tarball to add, and how large it says that it is; one that turns out larger is added by
/// itself.
struct AddRequest {
  const Tarball* tarball;
  PromisedSize size;
};

/// Takes what became of a request, by its number; never called by two threads at once.
using TakeResult = std::function<void(std::size_t, AddResult)>;

/// The path of the tarball's index or marker in a store of this version, or its integrity, where
/// that does not say what the tarball holds: of a git-hosted package or a local tarball, whose ids
/// decide that, and where nobody checks the integrity, or it is weak. Two tarballs with one of
/// these may contradict each other. Nothing for others.
std::optional<std::string> undecided_by_content(const Tarball& tarball, const AddOptions& options,
                                                StoreVersion version);

/// Adds packages to the store. Each is checked against its integrity and unpacked; then its content
/// files are placed, then its index. Nothing of a tarball gets a name in the store before all of it
/// has been read and found good, and one that is bad does not touch the others. One that
/// contradicts an earlier one of the run, by its place in `requests`, is bad. What the threads
/// spent on each phase is added to `seconds`. Throws Interrupted, and what `take` throws.
void add_all(Store& store, std::span<const AddRequest> requests, Order order,
             const AddOptions& options, Workers& workers, const TakeResult& take,
             AddSeconds& seconds);

}  // namespace cafs
