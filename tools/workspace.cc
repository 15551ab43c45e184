#include "tools/workspace.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "cafs/base/error.h"
#include "cafs/io/text_file.h"
#include "cafs/lockfile/npmrc.h"
#include "cafs/lockfile/workspace_path.h"
#include "cafs/lockfile/workspace_registries.h"
#include "cafs/text/json.h"
#include "cafs/text/quote.h"

namespace cafs::tools {

namespace {

/// The name in a project's package.json, empty without one.
std::string name_at(const std::string& directory) {
  const std::string path = directory + "/package.json";
  if (!is_file(path)) return "";
  try {
    const JsonValue manifest = parse_json(read_text_file(path));
    const JsonValue* const name = manifest.find("name");
    const std::string* const text = name ? name->string() : nullptr;
    return text ? *text : "";
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", path, e.what()));
  }
}

/// `"apps/web"`, `"apps/api"`, …: the first few.
std::string examples(const Lockfile& lockfile) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, lockfile.importers.size()); ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : ", ", quote(lockfile.importers[i].directory));
  }
  return text;
}

void add_directories(std::vector<std::string>& directories, const Lockfile& lockfile,
                     const std::string& root, const std::string& called) {
  const std::optional<std::string> path = below(".", called);
  for (const Importer& importer : lockfile.importers) {
    if (path && importer.directory == *path) return directories.push_back(*path);
  }
  const std::size_t before = directories.size();
  for (const Importer& importer : lockfile.importers) {
    const std::string directory(importer.directory);
    if (name_at(fmt::format("{}/{}", root, directory)) == called) directories.push_back(directory);
  }
  if (directories.size() > before) return;
  throw Error(fmt::format(
      "--importer: {} is neither the path nor the name of a project in the lockfile, like {}",
      quote(called), examples(lockfile)));
}

WorkspaceRegistries read_workspace(const std::string& path) {
  if (!is_file(path)) return {};
  const std::string text = read_text_file(path);
  try {
    return registries_of_workspace(YamlStream(text));
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}", path, e.what()));
  }
}

void complete_from_environment(Registries& registries) {
  const auto url = variable("npm_config_registry");
  if (url && !registries.has("")) registries.set("", {*url, {}});
}

void complete_from_file(Registries& registries, const std::string& path) {
  if (is_file(path)) registries.complete_from(registries_of_npmrc(read_text_file(path), variable));
}

}  // namespace

bool is_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::optional<std::string> variable(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  if (!value || !*value) return std::nullopt;
  return value;
}

std::optional<std::string> user_npmrc() {
  if (auto file = variable("npm_config_userconfig")) return file;
  const auto home = variable("HOME");
  return home ? std::optional(*home + "/.npmrc") : std::nullopt;
}

std::vector<std::string> directories_of(const Lockfile& lockfile, const std::string& root,
                                        const std::vector<std::string>& called) {
  std::vector<std::string> directories;
  for (const std::string& one : called) add_directories(directories, lockfile, root, one);
  return directories;
}

Registries registries_for(const Registries& given, const std::string& root) {
  Registries registries = given;
  complete_from_environment(registries);
  const WorkspaceRegistries workspace = read_workspace(root + "/pnpm-workspace.yaml");
  registries.complete_from(workspace.registries);
  complete_from_file(registries, root + "/.npmrc");
  if (const auto user = user_npmrc()) complete_from_file(registries, *user);
  for (const auto& [url, type] : workspace.server_types) registries.set_server_type(url, type);
  return registries;
}

}  // namespace cafs::tools
