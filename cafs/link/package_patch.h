#pragma once
#include <string>
#include <string_view>

#include "cafs/link/package_stores.h"
#include "cafs/lockfile/lockfile.h"
#include "cafs/node_modules/patch.h"
#include "cafs/node_modules/settings.h"

namespace cafs {

/// The text of the patch that has this hash in the lockfile, in the directory `root`. Throws Error
/// where nobody says which file that is, and for a file with another hash; std::system_error.
std::string patch_text(const Lockfile& lockfile, const std::string& root,
                       const LayoutSettings& settings, std::string_view hash);

/// What a patch makes of a package in a store. Throws Error where it does not fit.
ChangedFiles patched(const StoredPackage& package, std::string_view text, PatchRules rules);

}  // namespace cafs
