#pragma once
#include <string>
#include <string_view>

#include "cafs/link/package_stores.h"
#include "cafs/lockfile/lockfile.h"
#include "cafs/node_modules/patch.h"
#include "cafs/node_modules/settings.h"

namespace cafs {

/// The text of the patch with this hash in the lockfile of the directory `root`. Throws Error if
/// neither lockfile nor settings name its file, and for a file with another hash;
/// std::system_error.
std::string patch_text(const Lockfile& lockfile, const std::string& root,
                       const LayoutSettings& settings, std::string_view hash);

/// The files of a stored package that a patch changes. Throws Error if it does not fit.
ChangedFiles patched(const StoredPackage& package, std::string_view text, PatchRules rules);

}  // namespace cafs
