#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace cafs {

/// A node of a YAML document, which the YamlStream owns. Nodes may be shared: what an alias names
/// is the node itself.
struct YamlNode {
  enum class Kind : std::uint8_t { scalar, sequence, mapping };

  /// An item of a sequence, whose key is empty, or a member of a mapping.
  using Child = std::pair<std::string_view, const YamlNode*>;

  Kind kind = Kind::scalar;
  bool is_plain = false;        ///< a scalar without quotes
  std::uint32_t line = 0;       ///< where it begins, from 1
  std::string_view text;        ///< of a scalar
  std::vector<Child> children;  ///< in the order of the text; merged members (`<<`) last

  /// The value under `key` of a mapping, or null.
  const YamlNode* find(std::string_view key) const;

  /// Whether it stands for nothing: an empty plain scalar, `~` or `null`.
  bool is_null() const;

  /// Whether JavaScript takes it for true: whatever is not null, false, 0 or an empty text.
  bool is_true() const;
};

/// The documents of a YAML text, as js-yaml loads them: YAML 1.2 with merge keys. Texts that are
/// not read are errors: a key twice, a key that is no scalar, an alias inside of what it names,
/// tags but `!!str` and those that change nothing, line breaks that YAML 1.1 has in addition.
/// Nothing grows beyond the text: aliases are not copied, and nesting and repeating are limited.
class YamlStream {
 public:
  /// Reads all documents. A byte order mark ahead is skipped. Throws Error, `line N: WHY`, for what
  /// is no YAML, or nested more than 64 deep, and for aliases and merge keys that repeat over a million
  /// nodes.
  explicit YamlStream(std::string_view text);

  /// The roots of the documents, without those that have no content.
  const std::vector<const YamlNode*>& documents() const { return documents_; }

 private:
  friend class YamlBuilder;

  /// `text`, kept as long as the stream.
  std::string_view keep(std::string_view text);

  std::deque<YamlNode> nodes_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t used_ = 0;  // of the last chunk
  std::vector<const YamlNode*> documents_;
};

}  // namespace cafs
