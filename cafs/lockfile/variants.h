#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cafs/lockfile/lockfile.h"

namespace cafs {

/// The resolutions of a package for some platforms. A package with variants, such as a runtime, has
/// one for each platform, or, if no platform is given, all of them; another package has just its
/// own. The pointers are into the package. A variant is for a platform if one of its targets has
/// the same os, cpu and libc; a target leaves glibc out (pnpm 11 and 12). Throws Error, with the
/// variants that there are, for a platform without one.
std::vector<const Resolution*> resolutions_for(const LockedPackage& package, std::string_view id,
                                               const std::vector<Platform>& platforms);

/// Whether it is an archive without a package.json. pnpm makes one from `bin`.
bool is_runtime(const Resolution& resolution);

/// `bin` of a runtime as JSON: a path, or an object of paths. An empty list counts as an empty
/// object. Throws Error for anything else.
std::string bin_json(const Resolution& resolution);

}  // namespace cafs
