#include "cafs/lockfile/yaml_fields.h"

#include <fmt/format.h>

namespace cafs {

Error error_at(const YamlNode& node, std::string_view key, std::string_view why) {
  return Error(fmt::format("line {}: {}: {}", node.line, key, why));
}

const std::vector<YamlNode::Child>& members_of(const YamlNode* node, std::string_view key) {
  static const std::vector<YamlNode::Child> none;
  if (!node || node->is_null()) return none;
  if (node->kind != YamlNode::Kind::mapping) throw error_at(*node, key, "want a mapping");
  return node->children;
}

const std::vector<YamlNode::Child>& items_of(const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::sequence) throw error_at(node, key, "want a list");
  return node.children;
}

std::string_view text_of(const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::scalar) throw error_at(node, key, "want a text");
  return node.text;
}

}  // namespace cafs
