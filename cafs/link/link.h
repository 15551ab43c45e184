#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/base/progress.h"
#include "cafs/io/place.h"
#include "cafs/link/installed.h"
#include "cafs/lockfile/lockfile.h"
#include "cafs/lockfile/platform.h"
#include "cafs/node_modules/architectures.h"
#include "cafs/node_modules/graph.h"
#include "cafs/node_modules/settings.h"
#include "cafs/node_modules/shim.h"

namespace cafs {

struct PnpmRules;

/// What node_modules are to be made of, and how.
struct LinkOptions {
  std::string root;    ///< the lockfile's directory: absolute, without symbolic links
  std::string output;  ///< where to write, likewise; empty: there
  std::vector<std::string> stores;
  const PnpmRules* rules = nullptr;
  Link import;
  Groups groups;
  std::optional<std::vector<std::string>> importers;  ///< directories of projects; without: all
  std::vector<std::string> filters;  ///< pnpm's selectors of projects, in the place of importers
  std::vector<Platform> platforms;   ///< whose optional packages are taken; without one: all
  /// Decides about optional packages in place of `platforms`, which then only choose among several
  /// archives of one package.
  std::optional<Architectures> architectures;
  std::string node_version;  ///< that packages are to run with; empty: any
  LayoutSettings settings;
  std::string store_dir;  ///< the store that `.modules.yaml` is to name; empty: the first
  std::vector<std::pair<std::string, std::string>>
      registries;  ///< what `.modules.yaml` says of registries
  bool dry_run = false;
};

/// A package whose scripts did not run.
struct PendingBuild {
  std::string key;
  std::optional<bool> is_allowed;  ///< by the project's settings; nothing where they do not say
  std::string name;                ///< of the package
  std::string directory;           ///< relative to the directory that was written to
  bool is_optional = false;        ///< whether only optional dependencies want it
  std::size_t turn = 0;            ///< greater than those of its dependencies
};

/// A command of the root project: what a shim in its `.bin` runs.
struct RootCommand {
  std::string name;
  std::string file;                        ///< relative to the directory that was written to
  std::optional<Interpreter> interpreter;  ///< none: the file is run as it is
};

/// What was done, or would be.
struct LinkReport {
  std::size_t packages = 0;                       ///< all that are installed
  std::size_t made = 0;                           ///< of those, written
  std::size_t removed = 0;                        ///< packages that are no longer wanted
  std::size_t skipped = 0;                        ///< optional ones that are for other platforms
  std::array<std::size_t, kPlacements> placed{};  ///< files, by how they got there
  std::uint64_t bytes = 0;                        ///< of these files
  std::size_t changed = 0;                        ///< links and shims outside of new packages
  std::vector<PendingBuild> pending_builds;
  /// Directories in the virtual store. Their packages find projects, or other directories that are
  /// no packages, by links, so they work only there.
  std::vector<std::string> near_projects;
  std::vector<RootCommand> commands;
  /// Files that were not written, as the name of the package and the path in it: the file system
  /// takes their names for those of others.
  std::vector<std::string> left_out;
  double reading_seconds = 0;
  double writing_seconds = 0;
  /// The data of the run, which takes long to free.
  std::shared_ptr<const void> rest;

  bool is_up_to_date() const { return made == 0 && removed == 0 && changed == 0; }
};

/// Lays out node_modules for a lockfile, as pnpm does with its isolated linker, or brings them up
/// to date: `installed` is what find_tree has found there. Nothing outside of the node_modules
/// directories is written. A run that ended early is completed by the next. What is returned may
/// refer to the arguments. Throws Error for what pnpm would refuse, for a package that no store has
/// and for what is in the way; std::system_error; Interrupted.
LinkReport link(const Lockfile& lockfile, std::string_view lockfile_text, Installed installed,
                const LinkOptions& options, Workers& workers, Progress& progress);

}  // namespace cafs
