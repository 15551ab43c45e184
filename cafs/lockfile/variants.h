#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// The resolutions of a package for some platforms: where it has variants, as a runtime has, the
/// one of each platform, or all of them if no platform is given; else its own. The views are into
/// the package. A variant is for a platform whose os and cpu it has as a target, and whose libc,
/// which for glibc is left out (pnpm 11 and 12). Throws Error, with the variants that there are,
/// for a platform without one.
std::vector<const Resolution*> resolutions_for(const LockedPackage& package, std::string_view id,
                                               const std::vector<Platform>& platforms);

/// Whether it is an archive without a package.json, which pnpm makes of `bin`.
bool is_runtime(const Resolution& resolution);

/// `bin` of a runtime as JSON: a path, or an object of paths. Throws Error for anything else.
std::string bin_json(const Resolution& resolution);

}  // namespace cafs
