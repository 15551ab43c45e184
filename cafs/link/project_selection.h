#pragma once
#include <string>
#include <vector>

#include "cafs/link/link.h"
#include "cafs/link/project_manifests.h"
#include "cafs/node_modules/graph.h"

namespace cafs {

/// The directories of the projects that are asked for, in the order in which pnpm installs them.
/// Throws Error for a filter that selects none or cannot be read.
std::vector<std::string> selected_projects(const Lockfile& lockfile,
                                           const std::vector<ProjectManifest>& projects,
                                           const LinkOptions& options);

/// The projects whose names are hoisted; `graph` has the selected projects.
std::vector<NamedProject> hoisted_projects(const std::vector<ProjectManifest>& projects,
                                           const Graph& graph, const LinkOptions& options);

}  // namespace cafs
