#include "cafs/link/project_manifests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <set>

#include "cafs/base/error.h"
#include "cafs/io/text_file.h"
#include "cafs/node_modules/pnpm_rules.h"
#include "cafs/text/json.h"

namespace cafs {

namespace {

namespace fs = boost::filesystem;

/// Scripts of a project that pnpm install runs.
constexpr std::array<std::string_view, 5> kInstallScripts{"preinstall", "prepublish", "install",
                                                          "postinstall", "prepare"};

bool has_install_scripts(const JsonValue& manifest) {
  const JsonValue* const scripts = manifest.find("scripts");
  return scripts &&
         std::any_of(kInstallScripts.begin(), kInstallScripts.end(), [&](std::string_view name) {
           const JsonValue* const script = scripts->find(name);
           return script && script->truthy();
         });
}

ProjectManifest read_project(const std::string& directory, const std::string& path) {
  const JsonValue manifest = parse_json(read_text_file(path));
  const JsonValue* const name = manifest.find("name");
  const std::string* const text = name ? name->string() : nullptr;
  const std::string npmrc = path.substr(0, path.rfind('/')) + "/.npmrc";
  return {directory, text ? *text : "", has_install_scripts(manifest),
          fs::status(npmrc).type() == fs::regular_file};
}

}  // namespace

std::vector<ProjectManifest> projects_of(const Lockfile& lockfile, const std::string& root,
                                         const PnpmRules& rules) {
  std::set<std::string> directories;
  for (const Importer& importer : lockfile.importers)
    directories.insert(std::string(importer.directory));
  std::vector<ProjectManifest> projects;
  for (const std::string& directory : directories) {
    const std::string path = fmt::format("{}/{}/package.json", root, directory);
    if (fs::status(path).type() != fs::regular_file) continue;
    try {
      projects.push_back(read_project(directory, path));
    } catch (const Error& e) {
      throw Error(fmt::format("{}: {}", path, e.what()));
    }
  }
  std::sort(projects.begin(), projects.end(), [&](const auto& a, const auto& b) {
    return rules.project_comes_first(a.directory, b.directory);
  });
  return projects;
}

std::vector<NamedProject> named(const std::vector<ProjectManifest>& projects) {
  std::vector<NamedProject> found;
  for (const ProjectManifest& project : projects) {
    if (project.directory != "." && !project.name.empty())
      found.push_back({project.name, project.directory});
  }
  return found;
}

}  // namespace cafs
