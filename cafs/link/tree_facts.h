#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "cafs/link/link.h"
#include "cafs/node_modules/bin_links.h"
#include "cafs/node_modules/graph.h"
#include "cafs/node_modules/layout.h"

namespace cafs {

/// A path below the root of a layout, relative to that.
std::string path_in_tree(const Layout& layout, const std::string& path);

/// For each node a number that is greater than those of its dependencies, except in cycles.
std::vector<std::size_t> turns_of(const Graph& graph);

/// Directories in the virtual store whose packages find linked directories, sorted.
std::vector<std::string> near_projects(const Graph& graph, const Layout& layout);

/// The commands of packages that the root's `.bin` has.
std::vector<RootCommand> root_commands(const Layout& layout, const std::vector<BinDirectory>& bins);

/// Whether any project depends on something.
bool has_dependencies(const Graph& graph);

}  // namespace cafs
