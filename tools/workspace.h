#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cafs/lockfile/lockfile.h"
#include "cafs/lockfile/registries.h"

namespace cafs::tools {

/// The directories of the projects in `called`, each of which is a path or the name in a
/// package.json; `root` is the workspace. Throws Error for what is neither.
std::vector<std::string> directories_of(const Lockfile& lockfile, const std::string& root,
                                        const std::vector<std::string>& called);

/// The registries that `given` names, and for others those that pnpm is configured with: by the
/// variable npm_config_registry, the pnpm-workspace.yaml and the .npmrc in `root`, and the user's
/// .npmrc, in this order. Throws std::system_error for a file that cannot be read.
Registries registries_for(const Registries& given, const std::string& root);

/// Whether there is a regular file at that path.
bool is_file(const std::string& path);

/// An environment variable; nothing where it is not set, or empty.
std::optional<std::string> variable(std::string_view name);

/// Where the user's own .npmrc is, if anywhere.
std::optional<std::string> user_npmrc();

}  // namespace cafs::tools
