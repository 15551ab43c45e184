#pragma once
#include <string>

#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/node_modules/settings.h"

namespace cafs::tools {

/// What pnpm is configured with in the workspace `root`, as far as that decides what lies in
/// node_modules: by the environment, its pnpm-workspace.yaml, its package.json and its .npmrc, and
/// the user's, as far as a version of pnpm looks there. Throws Error, naming the file, for one that
/// cannot be read, and for what `layout_settings` refuses; std::system_error.
LayoutSettings layout_settings_for(const std::string& root, const PnpmRules& rules);

}  // namespace cafs::tools
