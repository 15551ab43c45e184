#pragma once
#include <string>

#include "cafs/link/installed.h"
#include "cafs/link/link.h"
#include "cafs/link/project_manifests.h"
#include "cafs/node_modules/graph.h"
#include "cafs/node_modules/layout.h"

namespace cafs {

/// The text of `.modules.yaml` for what was laid out. `report` has the builds that are pending.
/// `prunedAt` stays as it was, or is the present time, which SOURCE_DATE_EPOCH may set.
std::string modules_state(const Lockfile& lockfile, const Graph& graph, const Layout& layout,
                          const std::vector<ProjectManifest>& projects, const LinkOptions& options,
                          const Installed& installed, const LinkReport& report);

}  // namespace cafs
