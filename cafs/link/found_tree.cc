#include "cafs/link/found_tree.h"

#include <set>

#include "cafs/io/inside.h"
#include "cafs/io/staging.h"

namespace cafs {

namespace {

/// Removes what killed runs left in the directories in which files are staged.
void remove_leftovers(const TreePaths& paths) {
  const Directory root = Directory::open(paths.root);
  for (const std::string& path : std::set{paths.modules, paths.virtual_store, paths.lock}) {
    const auto directory = find_inside(root, path.substr(paths.root.size() + 1));
    if (directory) remove_abandoned(*directory);
  }
}

}  // namespace

const std::string& tree_root(const LinkOptions& options) {
  return options.output.empty() ? options.root : options.output;
}

Installed find_tree(const LinkOptions& options) {
  const TreePaths paths = tree_paths(tree_root(options), options.settings, *options.rules);
  Installed installed = installed_in(paths);
  if (!options.dry_run) remove_leftovers(paths);
  return installed;
}

}  // namespace cafs
