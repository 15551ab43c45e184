#pragma once
#include <string>
#include <vector>

#include "cafs/base/parallel.h"
#include "cafs/lockfile/lockfile.h"
#include "cafs/node_modules/hoist.h"
#include "cafs/node_modules/project_graph.h"

namespace cafs {

struct PnpmRules;

/// What the package.json of a project says.
struct ProjectManifest : WorkspaceProject {
  bool has_install_scripts = false;
  bool has_npmrc = false;
};

/// The manifests of all projects of a lockfile that exist below `root`, in pnpm's order of their
/// directories. Throws Error, naming the file, for a bad one; std::system_error.
std::vector<ProjectManifest> projects_of(const Lockfile& lockfile, const std::string& root,
                                         const PnpmRules& rules, Workers& workers);

/// The project with that directory, or null.
const ProjectManifest* project_at(const std::vector<ProjectManifest>& projects,
                                  std::string_view directory);

/// The projects that have a name, but for the root of the workspace, in the order in which pnpm
/// hoists their names.
std::vector<NamedProject> named(const std::vector<ProjectManifest>& projects, bool links_ranges,
                                const PnpmRules& rules);

}  // namespace cafs
