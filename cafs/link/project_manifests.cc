#include "cafs/link/project_manifests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <numeric>
#include <optional>
#include <set>

#include "cafs/io/text_file.h"
#include "cafs/link/package_reader.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/text/json.h"
#include "cafs/text/json_text.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

/// Scripts of a project that pnpm install runs.
constexpr std::array<std::string_view, 5> kInstallScripts{"preinstall", "prepublish", "install",
                                                          "postinstall", "prepare"};

/// In the order in which pnpm puts them together.
constexpr std::array<std::string_view, 4> kDependencies{"peerDependencies", "devDependencies",
                                                        "optionalDependencies", "dependencies"};

bool has_install_scripts(const JsonValue& manifest) {
  const JsonValue* const scripts = manifest.find("scripts");
  return scripts &&
         std::any_of(kInstallScripts.begin(), kInstallScripts.end(), [&](std::string_view name) {
           const JsonValue* const script = scripts->find(name);
           return script && script->truthy();
         });
}

void add_dependencies(WorkspaceProject& project, const JsonValue& manifest,
                      std::string_view group) {
  const JsonValue* const value = manifest.find(group);
  const auto* const object = value ? std::get_if<JsonObject>(&value->value) : nullptr;
  if (!object) return;
  for (const auto& [alias, spec] : object->members()) {
    const std::string* const text = spec.string();
    if (!text) continue;
    auto& all = project.dependencies;
    const auto there = std::find_if(all.begin(), all.end(),
                                    [&name = alias](const auto& one) { return one.first == name; });
    if (there == all.end()) {
      all.emplace_back(alias, *text);
    } else {
      there->second = *text;
    }
  }
}

ProjectManifest read_project(const std::string& directory, const std::string& path) {
  const JsonValue manifest = manifest_of(read_text_file(path), directory);
  ProjectManifest project;
  project.directory = directory;
  project.name = text_in(manifest, "name");
  project.version = text_in(manifest, "version");
  for (const std::string_view group : kDependencies) add_dependencies(project, manifest, group);
  project.has_install_scripts = has_install_scripts(manifest);
  const std::string npmrc = path.substr(0, path.rfind('/')) + "/.npmrc";
  project.has_npmrc = fs::status(npmrc).type() == fs::regular_file;
  return project;
}

}  // namespace

std::vector<ProjectManifest> projects_of(const Lockfile& lockfile, const std::string& root,
                                         const PnpmRules& rules, Workers& workers) {
  std::set<std::string> all;
  for (const Importer& importer : lockfile.importers) all.insert(std::string(importer.directory));
  const std::vector<std::string> directories(all.begin(), all.end());
  std::vector<std::optional<ProjectManifest>> found(directories.size());
  workers.for_each(directories.size(), [&](std::size_t i) {
    const std::string path = fmt::format("{}/{}/package.json", root, directories[i]);
    if (fs::status(path).type() == fs::regular_file) found[i] = read_project(directories[i], path);
  });
  std::vector<ProjectManifest> projects;
  for (auto& project : found) {
    if (project) projects.push_back(std::move(*project));
  }
  std::sort(projects.begin(), projects.end(), [&](const auto& a, const auto& b) {
    return rules.project_comes_first(a.directory, b.directory);
  });
  return projects;
}

const ProjectManifest* project_at(const std::vector<ProjectManifest>& projects,
                                  std::string_view directory) {
  const auto found = std::ranges::find(projects, directory, &ProjectManifest::directory);
  return found == projects.end() ? nullptr : &*found;
}

std::vector<NamedProject> named(const std::vector<ProjectManifest>& projects, bool links_ranges,
                                const PnpmRules& rules) {
  std::vector<std::size_t> order(projects.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (rules.hoists_projects_in_build_order) {
    const std::vector<WorkspaceProject> all(projects.begin(), projects.end());
    order = in_build_order(project_graph(all, {rules.edge_rules, links_ranges, nullptr}));
  }
  std::vector<NamedProject> found;
  for (const std::size_t i : order) {
    const ProjectManifest& project = projects[i];
    if (project.directory != "." && !project.name.empty())
      found.push_back({project.name, project.directory});
  }
  return found;
}

}  // namespace cafs
