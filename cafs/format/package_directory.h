#pragma once
#include <string>

#include "cafs/format/package_id.h"
#include "cafs/format/store_version.h"

namespace cafs {

/// The name of a package's own directory in a store, by pnpm's depPathToFilename: reserved
/// characters are replaced, and where the id has more than 120 UTF-16 code units, or upper case,
/// only the first of them stay, with a hash. pnpm 11 hashes also what could be the name of another.
std::string package_directory(const PackageId& id, StoreVersion version);

}  // namespace cafs
