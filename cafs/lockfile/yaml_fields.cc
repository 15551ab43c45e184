#include "cafs/lockfile/yaml_fields.h"

#include <fmt/format.h>

namespace cafs {

Error error_at(const YamlNode& node, std::string_view key, std::string_view why) {
  return Error(fmt::format("line {}: {}: {}", node.line, key, why));
}

YamlNode::Children members_of(const YamlNode* node, std::string_view key) {
  if (!node || node->is_null()) return {};
  if (node->kind != YamlNode::Kind::mapping) throw error_at(*node, key, "want a mapping");
  return node->children;
}

YamlNode::Children items_of(const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::sequence) throw error_at(node, key, "want a list");
  return node.children;
}

std::string_view text_of(const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::scalar) throw error_at(node, key, "want a text");
  return node.text;
}

}  // namespace cafs
