#include "cafs/lockfile/workspace_registries.h"

#include <fmt/format.h>

#include <algorithm>

#include "cafs/base/error.h"

namespace cafs {

namespace {

Error error_at(const YamlNode& node, std::string_view key, std::string_view why) {
  return Error(fmt::format("line {}: {}: {}", node.line, key, why));
}

std::string text_of(const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::scalar) throw error_at(node, key, "want a text");
  return std::string(node.text);
}

const std::vector<YamlNode::Child>& members_of(const YamlNode& node, std::string_view key) {
  static const std::vector<YamlNode::Child> none;
  if (node.is_null()) return none;
  if (node.kind != YamlNode::Kind::mapping) throw error_at(node, key, "want a mapping");
  return node.children;
}

/// What is said of a registry below its URL.
void take_declaration(WorkspaceRegistries& found, std::string_view url, const YamlNode& node) {
  const auto set = [&](std::string name) {
    found.registries.set(std::move(name), {std::string(url), {}});
  };
  for (const auto& [field, value] : members_of(node, url)) {
    if (field == "serverType") found.server_types[std::string(url)] = text_of(*value, field);
    if (field == "prefix") set(text_of(*value, field) + ":");
    if (field != "scopes") continue;
    if (value->kind != YamlNode::Kind::sequence)
      throw error_at(*value, field, "want a list of scopes");
    for (const auto& [none, scope] : value->children) {
      const std::string name = text_of(*scope, field);
      set(name == "@" ? "" : name);
    }
  }
}

void take_registries(WorkspaceRegistries& found, const YamlNode& node) {
  for (const auto& [key, value] : members_of(node, "registries")) {
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
    for (const auto& [name, url] : members_of(*named, "namedRegistries")) {
      found.registries.set(fmt::format("{}:", name), {text_of(*url, name), {}});
    }
  }
  if (const YamlNode* const registries = root.find("registries"))
    take_registries(found, *registries);
  if (const YamlNode* const url = root.find("registry")) {
    if (!url->is_null()) found.registries.set("", {text_of(*url, "registry"), {}});
  }
  return found;
}

}  // namespace cafs
