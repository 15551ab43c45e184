#include "cafs/text/yaml_node.h"

#include <algorithm>
#include <vector>

namespace cafs {

const YamlNode* YamlNode::find(std::string_view key) const {
  if (kind != Kind::mapping) return nullptr;
  for (const auto& [name, value] : children) {
    if (name == key) return value;
  }
  return nullptr;
}

bool YamlNode::is_null() const {
  constexpr std::string_view kNulls[] = {"", "~", "null", "Null", "NULL"};
  return kind == Kind::scalar && is_plain &&
         std::find(std::begin(kNulls), std::end(kNulls), text) != std::end(kNulls);
}

bool YamlNode::is_true() const {
  constexpr std::string_view kFalse[] = {"false", "False", "FALSE", "0"};
  if (kind != Kind::scalar) return true;
  if (!is_plain) return !text.empty();
  return !is_null() && std::find(std::begin(kFalse), std::end(kFalse), text) == std::end(kFalse);
}

std::optional<std::string_view> key_there_twice(YamlNode::Children members) {
  // Writers sort keys: only unsorted keys need a copy.
  const auto is_not_before = [](const auto& a, const auto& b) { return a.first >= b.first; };
  if (std::adjacent_find(members.begin(), members.end(), is_not_before) == members.end()) return {};
  std::vector<std::string_view> keys;
  keys.reserve(members.size());
  for (const auto& [key, value] : members) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice == keys.end()) return {};
  return *twice;
}

}  // namespace cafs
