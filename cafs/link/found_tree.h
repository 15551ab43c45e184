#pragma once
#include <string>

#include "cafs/link/installed.h"
#include "cafs/link/link.h"

namespace cafs {

/// The directory that a tree is written to.
const std::string& tree_root(const LinkOptions& options);

/// What lies where a tree is to be written. Unless it is a dry run, what killed runs left there is
/// removed. Throws as `installed_in` does.
Installed find_tree(const LinkOptions& options);

}  // namespace cafs
