#pragma once
#include "cafs/io/directory.h"
#include "cafs/link/package_stores.h"
#include "cafs/node_modules/packlist.h"

namespace cafs {

/// The package in a directory beside the lockfile: the files that npm would pack, and from pnpm 11
/// on also symbolic links to something in the package. `directory` must outlive it. Throws Error
/// for a bad package.json, and for what `packlist` refuses.
StoredPackage local_package(const Directory& directory, PacklistRules rules);

}  // namespace cafs
