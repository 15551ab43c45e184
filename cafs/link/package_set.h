#pragma once
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cafs/link/link.h"
#include "cafs/link/package_reader.h"
#include "cafs/link/package_stores.h"
#include "cafs/link/slot_writer.h"
#include "cafs/node_modules/bin_links.h"
#include "cafs/node_modules/graph.h"
#include "cafs/node_modules/layout.h"

namespace cafs {

/// What is known of the packages of a graph, wherever their content is.
struct PackageSet {
  std::vector<SlotContent> contents;  ///< of each node; empty if it is not to be written
  std::vector<char> requires_build;   ///< of each node: whether it has scripts
  KnownCommands commands;
  std::deque<Directory> opened;                 ///< local directories
  std::shared_ptr<const PackageStores> stores;  ///< that the content is in
};

/// Reads packages: those that are to be written from the stores, the others from where they are.
/// `pending_builds` are the keys of those among the latter whose scripts did not run. Throws Error,
/// naming the package; std::system_error; Interrupted.
class PackageReading {
 public:
  PackageReading(const Lockfile& lockfile, const Graph& graph, const Layout& layout,
                 const LinkOptions& options)
      : lockfile_(lockfile),
        graph_(graph),
        layout_(layout),
        options_(options),
        looked_into_(looked_into(graph, layout, options.settings, *options.rules)) {}

  /// At most once.
  PackageSet read(const std::vector<bool>& is_written,
                  const std::vector<std::string>& pending_builds, Workers& workers,
                  Progress& progress);

 private:
  std::vector<Stored> wanted_of(const std::vector<bool>& is_written) const;
  void read_written(std::size_t node);
  void read_stored(std::size_t node);
  void read_directory(std::size_t node);
  void take_kept(std::size_t node);
  bool may_have_commands(std::size_t node) const;
  void take_commands(std::size_t node, const PackageReader& reader,
                     const std::vector<std::string>& bundled);
  void patch(std::size_t node);
  bool is_built(std::size_t node) const;
  std::string source_of(const std::string& directory) const;
  void read_linked();

  const Lockfile& lockfile_;
  const Graph& graph_;
  const Layout& layout_;
  const LinkOptions& options_;
  std::vector<bool> looked_into_;  // whatever the lockfile says of their commands
  PackageSet set_;                 // only one thread writes what belongs to a node
  std::mutex several_;             // for what several threads may write
};

/// How a package is stored, for the platform.
Stored stored_for(const LockedPackage& package, const std::vector<Platform>& platforms);

/// Whether the package is a directory beside the lockfile, which is copied.
bool is_local_directory(const LockedPackage& package);

/// The hash of the patch in the key of a snapshot; empty without one.
std::string_view patch_hash_in(std::string_view key);

}  // namespace cafs
