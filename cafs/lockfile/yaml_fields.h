#pragma once
#include <string_view>

#include "cafs/base/error.h"
#include "cafs/text/yaml.h"

namespace cafs {

/// `line N: KEY: WHY`, of a node under `key`.
Error error_at(const YamlNode& node, std::string_view key, std::string_view why);

/// The members of a mapping; none for a null or absent node. Throws Error for another node.
YamlNode::Children members_of(const YamlNode* node, std::string_view key);

/// The items of a sequence. Throws Error for another node.
YamlNode::Children items_of(const YamlNode& node, std::string_view key);

/// The text of a scalar. Throws Error for another node.
std::string_view text_of(const YamlNode& node, std::string_view key);

}  // namespace cafs
