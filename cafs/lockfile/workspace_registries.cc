#include "cafs/lockfile/workspace_registries.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/lockfile/yaml_fields.h"

namespace cafs {

namespace {

/// Takes the settings below the URL of a registry.
void take_declaration(WorkspaceRegistries& found, std::string_view url, const YamlNode& node) {
  const auto set = [&](std::string name) {
    found.registries.set(std::move(name), {std::string(url), {}});
  };
  for (const auto& [field, value] : members_of(&node, url)) {
    if (field == "serverType") found.server_types[std::string(url)] = text_of(*value, field);
    if (field == "prefix") set(fmt::format("{}:", text_of(*value, field)));
    if (field != "scopes") continue;
    if (value->kind != YamlNode::Kind::sequence)
      throw error_at(*value, field, "want a list of scopes");
    for (const auto& [none, scope] : value->children) {
      const std::string_view name = text_of(*scope, field);
      set(name == "@" ? "" : std::string(name));
    }
  }
}

void take_registries(WorkspaceRegistries& found, const YamlNode& node) {
  for (const auto& [key, value] : members_of(&node, "registries")) {
    if (value->kind == YamlNode::Kind::scalar && !value->is_null()) {
      found.registries.set(key == "default" ? "" : std::string(key),
                           {std::string(value->text), {}});
    } else {
      take_declaration(found, key, *value);
    }
  }
}

}  // namespace

WorkspaceRegistries registries_of_workspace(const YamlStream& workspace) {
  WorkspaceRegistries found;
  if (workspace.documents().empty()) return found;
  const YamlNode& root = *workspace.documents().front();
  if (const YamlNode* const named = root.find("namedRegistries")) {
    for (const auto& [name, url] : members_of(named, "namedRegistries")) {
      found.registries.set(fmt::format("{}:", name), {std::string(text_of(*url, name)), {}});
    }
  }
  if (const YamlNode* const registries = root.find("registries"))
    take_registries(found, *registries);
  if (const YamlNode* const url = root.find("registry")) {
    if (!url->is_null()) found.registries.set("", {std::string(text_of(*url, "registry")), {}});
  }
  return found;
}

}  // namespace cafs
