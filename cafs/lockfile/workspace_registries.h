#pragma once
#include "cafs/lockfile/registries.h"
#include "cafs/text/yaml.h"

namespace cafs {

/// The registries in a pnpm-workspace.yaml: the settings `registry`, `registries` and
/// `namedRegistries`, as pnpm 11 and 12 read them. An entry of `registries` is `scope: URL`, or a
/// URL with `scopes`, `prefix` and `serverType`.
struct WorkspaceRegistries {
  Registries registries;
  std::map<std::string, std::string, std::less<>> server_types;  ///< by URL
};

/// Throws Error, with the line, where a setting has another form.
WorkspaceRegistries registries_of_workspace(const YamlStream& workspace);

}  // namespace cafs
