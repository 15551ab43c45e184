#pragma once
#include <functional>
#include <string>
#include <vector>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// Which packages pnpm installs for some projects of a workspace, with all projects that these link
/// to: for each package of the lockfile whether it is needed. With any project pnpm installs the
/// workspace's root, and what it is configured with. `directories` are of projects, as the lockfile
/// has them; `is_installed` tells whether a package is installed at all, and with it what it
/// depends on. Throws Error where a snapshot is needed that the lockfile does not have.
std::vector<bool> needed_packages(const Lockfile& lockfile,
                                  const std::vector<std::string>& directories,
                                  const std::function<bool(const LockedPackage&)>& is_installed);

}  // namespace cafs
