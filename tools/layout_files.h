#pragma once
#include <string>

#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/node_modules/settings.h"

namespace cafs::tools {

/// The settings of pnpm for the workspace `root` that decide what lies in node_modules: from its
/// pnpm-workspace.yaml, the environment, its package.json, its .npmrc and the user's, as far as the
/// version of pnpm reads them. Throws Error, naming the file, for one that cannot be read, and for
/// what `layout_settings` refuses; std::system_error.
LayoutSettings layout_settings_for(const std::string& root, const PnpmRules& rules);

}  // namespace cafs::tools
