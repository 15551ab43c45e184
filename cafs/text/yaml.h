#pragma once
#include <deque>
#include <string_view>
#include <vector>

#include "cafs/text/kept.h"
#include "cafs/text/yaml_node.h"

namespace cafs {

/// What reads a YAML text. The result is the same.
enum class YamlReader {
  quickest,  ///< ours where all of the text is as pnpm writes it, else libyaml
  libyaml,
};

/// The documents of a YAML text, as js-yaml loads them: YAML 1.2 with merge keys. Texts that are
/// not read are errors: a key twice, a key that is no scalar, an alias inside of what it names,
/// tags but `!!str` and those that change nothing, line breaks that YAML 1.1 has in addition.
/// Nothing grows beyond the text: aliases are not copied, and nesting and repeating are limited.
class YamlStream {
 public:
  /// Reads all documents. A byte order mark ahead is skipped. Throws Error, `line N: WHY`, for what
  /// is no YAML, or nested more than 64 deep, and for aliases and merge keys that repeat more than
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
