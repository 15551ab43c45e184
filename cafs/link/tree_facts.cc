#include "cafs/link/tree_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/node_modules/reach.h"

namespace cafs {

std::string path_in_tree(const Layout& layout, const std::string& path) {
  return path.substr(layout.root == "/" ? 1 : layout.root.size() + 1);
}

std::vector<std::size_t> turns_of(const Graph& graph) {
  const std::vector<std::size_t> order = dependencies_first(graph);
  std::vector<std::size_t> turns(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) turns[order[i]] = i;
  return turns;
}

std::vector<std::string> near_projects(const Graph& graph, const Layout& layout) {
  const std::vector<bool> is_near = need_linked_directories(graph);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < is_near.size(); ++i) {
    if (is_near[i]) found.push_back(layout.slots[i].directory);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<RootCommand> root_commands(const Layout& layout,
                                       const std::vector<BinDirectory>& bins) {
  std::vector<RootCommand> found;
  for (const BinDirectory& directory : bins) {
    if (directory.path != layout.modules + "/.bin") continue;
    for (const BinLink& bin : directory.links) {
      if (bin.node == Edge::kNoNode || bin.shim.target_is_missing) continue;
      const std::string& package = layout.slots[bin.node].package;
      found.push_back({.name = bin.name,
                       .file = path_in_tree(layout, fmt::format("{}/{}", package, bin.file)),
                       .interpreter = bin.shim.interpreter});
    }
  }
  return found;
}

bool has_dependencies(const Graph& graph) {
  return std::ranges::any_of(graph.projects,
                             [](const Project& one) { return !one.dependencies.empty(); });
}

}  // namespace cafs
