#pragma once
#include <functional>
#include <string>
#include <vector>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// Tells for each package of the lockfile whether pnpm needs it to install some projects of a
/// workspace, and all projects that these link to. With any project, pnpm also installs the
/// workspace's root and the dependencies of its own configuration. `directories` are those of the
/// projects, as the lockfile has them. `is_installed` tells whether a package, and with it its
/// dependencies, is installed at all. Throws Error if the lockfile does not have a needed snapshot.
std::vector<bool> needed_packages(const Lockfile& lockfile,
                                  const std::vector<std::string>& directories,
                                  const std::function<bool(const LockedPackage&)>& is_installed);

}  // namespace cafs
