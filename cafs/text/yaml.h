#pragma once
#include <deque>
#include <string_view>
#include <vector>

#include "cafs/text/kept.h"
#include "cafs/text/yaml_node.h"

namespace cafs {

/// Which parser reads a YAML text. The result is the same.
enum class YamlReader {
  quickest,  ///< our own if the whole text is in pnpm's style, else libyaml
  libyaml,
};

/// The documents of a YAML text, as js-yaml loads them: YAML 1.2 with merge keys. These are errors:
/// a repeated key, a key that is no scalar, an alias inside of the node that it names, tags except
/// `!!str` and those that change nothing, and line breaks that only YAML 1.1 has. Nothing grows
/// beyond the text: aliases are not copied, and nesting and repetition are limited.
class YamlStream {
 public:
  /// Reads all documents. A leading byte order mark is skipped. Throws Error, `line N: WHY`, for
  /// invalid YAML, for nesting deeper than 64, and for aliases and merge keys that repeat more than
  /// a million nodes.
  explicit YamlStream(std::string_view text, YamlReader reader = YamlReader::quickest);

  /// The roots of the documents, without those that have no content.
  const std::vector<const YamlNode*>& documents() const { return documents_; }

 private:
  friend class YamlBuilder;

  YamlStream() = default;

  std::deque<YamlNode> nodes_;
  Kept<char> texts_;
  Kept<YamlNode::Child> children_;
  std::vector<const YamlNode*> documents_;
};

}  // namespace cafs
