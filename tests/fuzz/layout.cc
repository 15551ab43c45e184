#include "cafs/node_modules/layout.h"

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/node_modules/bin_links.h"
#include "cafs/node_modules/current_lockfile.h"
#include "cafs/node_modules/modules_yaml.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/text/json.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/yaml_trees.h"

using namespace cafs;

namespace {

const std::string kRoot = "/root/of/it";

/// Whether a path stays in a node_modules below the root.
bool is_inside(const std::string& path) {
  return path.starts_with(kRoot + "/") && path.find("/node_modules/") != path.npos &&
         (path + "/").find("/../") == path.npos;
}

void check_links(const std::vector<LayoutLink>& links) {
  for (const LayoutLink& link : links) fuzz::require(is_inside(link.path));
}

void check(const Layout& layout) {
  for (const Slot& slot : layout.slots) {
    fuzz::require(is_inside(slot.package) && slot.package.starts_with(slot.modules + "/"));
    fuzz::require(slot.directory.find('/') == slot.directory.npos);
    check_links(slot.links);
  }
  check_links(layout.hoisted_links);
  for (const auto& links : layout.projects) check_links(links);
}

/// Each package has a command of its own name.
KnownCommands commands_of(const Graph& graph) {
  KnownCommands known;
  for (const GraphNode& node : graph.nodes) {
    const std::string name(node.name.substr(node.name.rfind('/') + 1));
    PackageCommand one{.command = {name, "bin.js"}, .interpreter = Interpreter{"node", ""}};
    known.nodes.push_back({std::string(node.name), "1.0.0", {std::move(one)}});
    known.is_built.push_back(true);
  }
  return known;
}

void try_rules(const Lockfile& lockfile, std::string_view text, const PnpmRules& rules) {
  Selection all{.groups = {}, .projects = {}, .is_for_here = [](const LockedPackage& one) {
                  return one.platforms.os.empty();
                }};
  for (const Importer& importer : lockfile.importers) all.projects.emplace_back(importer.directory);
  const LayoutSettings settings;
  const Graph graph = graph_of(lockfile, all, rules);
  const Layout layout = layout_of(graph, kRoot, settings, {}, rules);
  check(layout);
  for (const BinDirectory& bins :
       bin_directories(graph, layout, commands_of(graph), settings, rules))
    fuzz::require(is_inside(bins.path));
  parse_json(modules_yaml(graph, layout, settings, {}, rules));
  current_lockfile(text, part_of(lockfile, graph, all), rules);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  fuzz::require(test::is_read_alike(text).value_or(true));
  for (const char* const major : {"10", "11", "12"}) {
    try {
      const YamlStream documents(text);
      const Lockfile lockfile = read_lockfile(documents);
      try_rules(lockfile, text, *pnpm_rules(major));
    } catch (const Error&) {
    }
  }
  return 0;
}
