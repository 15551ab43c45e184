#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cafs/base/error.h"
#include "cafs/text/yaml.h"

namespace cafs {

/// The line of a node of a YAML text, and the anchor and tag before it.
struct YamlMark {
  std::uint32_t line = 0;        ///< from 1
  std::string_view anchor = {};  ///< its name; empty without one
  std::string_view tag = {};     ///< likewise
};

/// The error of a line: `line N: WHY`.
Error yaml_error(std::uint32_t line, std::string_view why);

/// Builds the nodes of a text, in the order of the text. All functions throw Error for a text that
/// YamlStream refuses.
class YamlBuilder {
 public:
  explicit YamlBuilder(YamlStream& stream) : stream_(stream) {}

  void begin_document() { anchors_.clear(); }

  /// Adds a scalar, as a key where the mapping wants one. `is_plain`: it has neither quotes nor a
  /// tag.
  void scalar(std::string_view text, bool is_plain, const YamlMark& mark);

  /// Adds the node that an anchor named before.
  void alias(const std::string& name, std::uint32_t line);

  /// Begins a sequence or mapping. All nodes up to `close` are in it.
  void open(YamlNode::Kind kind, const YamlMark& mark);
  void close();

 private:
  /// A sequence or mapping that is not complete yet.
  struct Open {
    YamlNode* node;
    std::size_t first;  ///< its first child among the pending ones
    bool is_anchored = false;
    std::size_t size = 1;       ///< number of its nodes, with those of aliases
    std::string_view key = {};  ///< of the value that comes next
    bool has_key = false;
    bool is_merge = false;  ///< that value is merged into the mapping
    std::vector<const YamlNode*> merged = {};
  };

  YamlNode& new_node(YamlNode::Kind kind, const YamlMark& mark);
  void repeat(std::size_t nodes, std::uint32_t line);
  void check_keys(const Open& mapping) const;
  YamlNode::Children children_from(std::size_t first) const;
  std::string_view keep(std::string_view text);
  bool wants_key() const;
  void take_key(std::string_view text, bool is_plain);
  void add(const YamlNode& node, std::size_t size);
  void take_key_node(const YamlNode& node);
  static void take_merged(Open& mapping, const YamlNode& node);
  void merge(const Open& mapping, const YamlNode& source);

  YamlStream& stream_;
  std::vector<Open> open_;
  std::vector<YamlNode::Child> pending_;  // of open nodes, the outermost first
  std::unordered_map<std::string, const YamlNode*> anchors_;
  std::unordered_map<const YamlNode*, std::size_t> sizes_;  // of nodes with an anchor and children
  std::size_t repeated_ = 0;
};

}  // namespace cafs
