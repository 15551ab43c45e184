#include "cafs/link/modules_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "cafs/base/source_date.h"
#include "cafs/io/canonical_path.h"
#include "cafs/link/package_set.h"
#include "cafs/node_modules/modules_yaml.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/store/fragment_list.h"
#include "cafs/store/location.h"

namespace cafs {

namespace {

/// The present time, or that of SOURCE_DATE_EPOCH, as JavaScript's toUTCString gives it.
std::string utc_now() {
  const std::time_t now = source_date_epoch().value_or(std::time(nullptr));
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                     kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                     kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::vector<std::string> pending_ids(const Graph& graph,
                                     const std::vector<ProjectManifest>& projects,
                                     const LinkReport& report) {
  std::vector<std::string> ids;
  for (const Project& one : graph.projects) {
    const ProjectManifest* const project = project_at(projects, one.directory);
    if (project && project->has_install_scripts) ids.push_back(project->directory);
  }
  for (const PendingBuild& one : report.pending_builds) ids.push_back(one.key);
  return ids;
}

/// Where injected packages lie, by the directory of which they are copies.
std::vector<std::pair<std::string, std::vector<std::string>>> injected_in(const Graph& graph,
                                                                          const Layout& layout,
                                                                          const PnpmRules& rules) {
  std::vector<std::pair<std::string, std::vector<std::string>>> found;
  const auto at = [&](std::string_view directory) {
    return std::ranges::find(found, directory, [](const auto& one) { return one.first; });
  };
  if (!rules.injects_all_directories) {
    for (const Project& project : graph.projects)
      found.push_back({std::string(project.directory), {}});
  }
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const LockedPackage& package = *graph.nodes[i].package;
    if (!is_local_directory(package)) continue;
    const std::string directory(package.resolution.directory);
    if (at(directory) == found.end() && !rules.injects_all_directories) continue;
    if (at(directory) == found.end()) found.push_back({directory, {}});
    at(directory)->second.push_back(layout.slots[i].package.substr(layout.root.size() + 1));
  }
  std::erase_if(found, [](const auto& one) { return one.second.empty(); });
  return found;
}

/// Where the first store has its version's directory.
std::string store_dir_of(const LinkOptions& options) {
  if (!options.store_dir.empty()) return options.store_dir;
  if (options.stores.empty()) return "";
  const std::vector<std::string> first = fragments_at(options.stores.front());
  CanonicalPaths paths;
  const StoreVersion version = *store_version(options.rules->store_directory);
  return first.empty() ? options.stores.front() : find_store(first.front(), version, paths).version;
}

}  // namespace

std::string modules_state(const Lockfile& lockfile, const Graph& graph, const Layout& layout,
                          const std::vector<ProjectManifest>& projects, const LinkOptions& options,
                          const Installed& installed, const LinkReport& report) {
  const PnpmRules& rules = *options.rules;
  const ModulesState state{
      .included = options.groups,
      .builds = !lockfile.patches.empty(),
      .pending_builds = pending_ids(graph, projects, report),
      .injected = injected_in(graph, layout, rules),
      .registries = options.registries,
      .store_dir = store_dir_of(options),
      .pruned_at = installed.pruned_at.empty() ? utc_now() : installed.pruned_at};
  return modules_yaml(graph, layout, options.settings, state, rules);
}

}  // namespace cafs
