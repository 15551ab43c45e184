#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cafs/lockfile/lockfile.h"
#include "cafs/node_modules/hoist.h"
#include "cafs/node_modules/tree_paths.h"

namespace cafs {

/// A text to compare: two packages of one key with equal texts have the same content.
std::string origin_of(const Resolution& resolution);

/// What lies in a node_modules already, whoever installed it: what its `.modules.yaml` and
/// `.pnpm/lock.yaml` say.
struct Installed {
  std::string lockfile;       ///< the text of lock.yaml; empty without one
  std::string modules_state;  ///< the text of .modules.yaml; empty without one
  std::unordered_map<std::string, std::string> origin;      ///< of each snapshot: origin_of
  std::vector<std::pair<std::string, std::string>> direct;  ///< a project's directory and an alias
  std::vector<std::pair<std::string, HoistedTo>> hoisted;   ///< aliases
  std::vector<std::string> pending_builds;
  std::string pruned_at;
  bool is_same_lockfile = false;  ///< lock.yaml is the one that is wanted
};

/// Reads both files, except what only `compare_lockfile` fills in. Throws Error for a node_modules
/// that another linker laid out, and std::system_error.
Installed installed_in(const TreePaths& paths);

/// Compares what is there with the lock.yaml that is to be there: where it is another one, `origin`
/// and `direct` are filled in. What cannot be read as one of pnpm's counts as not there.
void compare_lockfile(Installed& installed, std::string_view wanted);

}  // namespace cafs
