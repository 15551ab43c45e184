#include "cafs/link/project_selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/node_modules/project_filter.h"

namespace cafs {

namespace {

class ProjectSelection {
 public:
  ProjectSelection(const std::vector<ProjectManifest>& projects, const LinkOptions& options)
      : projects_(projects), options_(options), rules_(*options.rules) {}

  /// The projects that are chosen by their directories, or all.
  std::vector<std::string> named(const Lockfile& lockfile) const {
    std::vector<std::string> directories;
    for (const Importer& importer : lockfile.importers) {
      const auto& only = options_.importers;
      if (!only || std::ranges::find(*only, importer.directory) != only->end())
        directories.emplace_back(importer.directory);
    }
    std::ranges::sort(directories);
    return late_last(std::move(directories));
  }

  /// The projects that are chosen by pnpm's selectors, in that order. The root of the workspace is
  /// always installed.
  std::vector<std::string> filtered() const {
    const std::vector<WorkspaceProject> all(projects_.begin(), projects_.end());
    const ProjectGraph graph =
        project_graph(all, {rules_.edge_rules, options_.settings.link_workspace_packages,
                            &options_.settings.catalogs});
    std::vector<std::string> directories;
    for (const std::size_t i : selected_by(options_.filters, all, graph, rules_.filter_order))
      directories.push_back(all[i].directory);
    if (directories.empty()) throw none_selected();
    directories = late_last(std::move(directories));
    const bool has_root = std::ranges::find(directories, ".") != directories.end();
    if (!has_root && project_at(projects_, ".")) directories.emplace_back(".");
    if (rules_.sorts_selected_projects) std::ranges::sort(directories);
    return directories;
  }

 private:
  Error none_selected() const {
    return Error(fmt::format("no project is selected by --filter {}",
                             fmt::join(options_.filters, " --filter ")));
  }

  std::vector<std::string> late_last(std::vector<std::string> directories) const {
    if (!rules_.has_npmrc_last) return directories;
    std::stable_partition(directories.begin(), directories.end(), [this](const std::string& one) {
      const ProjectManifest* const project = project_at(projects_, one);
      return !project || !project->has_npmrc;
    });
    return directories;
  }

  const std::vector<ProjectManifest>& projects_;
  const LinkOptions& options_;
  const PnpmRules& rules_;
};

}  // namespace

std::vector<std::string> selected_projects(const Lockfile& lockfile,
                                           const std::vector<ProjectManifest>& projects,
                                           const LinkOptions& options) {
  const ProjectSelection selection(projects, options);
  return options.filters.empty() ? selection.named(lockfile) : selection.filtered();
}

std::vector<NamedProject> hoisted_projects(const std::vector<ProjectManifest>& projects,
                                           const Graph& graph, const LinkOptions& options) {
  std::vector<NamedProject> found =
      named(projects, options.settings.link_workspace_packages, *options.rules);
  if (options.filters.empty() || !options.rules->hoists_selected_projects_only) return found;
  std::erase_if(found, [&](const NamedProject& one) {
    return std::ranges::find(graph.projects, one.directory, &Project::directory) ==
           graph.projects.end();
  });
  return found;
}

}  // namespace cafs
