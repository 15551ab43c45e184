#pragma once
#include <string>
#include <vector>

#include "cafs/lockfile/lockfile.h"
#include "cafs/node_modules/hoist.h"

namespace cafs {

struct PnpmRules;

/// What the package.json of a project says.
struct ProjectManifest {
  std::string directory;  ///< relative to the lockfile's
  std::string name;       ///< empty without one
  bool has_install_scripts = false;
  bool has_npmrc = false;
};

/// Those of all projects of a lockfile that are there, below `root`, in the order that pnpm has
/// their directories in. Throws Error, naming the file, for a bad one; std::system_error.
std::vector<ProjectManifest> projects_of(const Lockfile& lockfile, const std::string& root,
                                         const PnpmRules& rules);

/// Those that have a name, but for the root of the workspace.
std::vector<NamedProject> named(const std::vector<ProjectManifest>& projects);

}  // namespace cafs
