#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace cafs {

/// A node of a YAML document, which the YamlStream owns. Nodes may be shared: an alias is the very
/// node that it names.
struct YamlNode {
  enum class Kind : std::uint8_t { scalar, sequence, mapping };

  /// An item of a sequence, whose key is empty, or a member of a mapping.
  using Child = std::pair<std::string_view, const YamlNode*>;

  using Children = std::span<const Child>;

  Kind kind = Kind::scalar;
  bool is_plain = false;   ///< a scalar without quotes
  std::uint32_t line = 0;  ///< where it begins, from 1
  std::string_view text;   ///< of a scalar
  Children children;       ///< in the order of the text; merged members (`<<`) last

  /// The value under `key` of a mapping, or null.
  const YamlNode* find(std::string_view key) const;

  /// Whether it is null: an empty plain scalar, `~` or `null`.
  bool is_null() const;

  /// Whether JavaScript takes it for true: whatever is not null, false, 0 or an empty text.
  bool is_true() const;
};

/// A key that occurs twice, or nothing.
std::optional<std::string_view> key_there_twice(YamlNode::Children members);

}  // namespace cafs
