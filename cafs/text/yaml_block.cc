#include "cafs/text/yaml_block.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "cafs/text/yaml_flow.h"

namespace cafs {

namespace {

using Kind = YamlNode::Kind;

/// Whether all characters are printable ASCII, and no line ends with a blank.
bool is_usual(std::string_view text) {
  // Without branches, and with independent steps, so that several bytes are checked at once.
  unsigned strange = 0;
  for (const char c : text) strange |= static_cast<unsigned>(c != '\n' && (c < ' ' || c > '~'));
  for (std::size_t i = 1; i < text.size(); ++i)
    strange |= static_cast<unsigned>(text[i] == '\n' && text[i - 1] == ' ');
  return strange == 0 && !text.ends_with(' ');
}

/// Whether a text without quotes, to the end of its line, is a scalar.
bool is_plain_scalar(std::string_view text) {
  return begins_plain_yaml(text) && text.back() != ':' && text.find(": ") == text.npos &&
         text.find(" #") == text.npos;
}

/// The text between single quotes, if they are the only ones.
std::optional<std::string_view> unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '\'') return std::nullopt;
  if (text.find('\'', 1) != text.size() - 1) return std::nullopt;
  return text.substr(1, text.size() - 2);
}

class BlockReader {
 public:
  BlockReader(std::string_view text, YamlBuilder& builder) : rest_(text), builder_(builder) {}

  bool read() {
    builder_.begin_document();
    while (!rest_.empty()) {
      const std::string_view line = next_line();
      if (line.empty()) continue;
      if (line == "---") {
        end_document();
        builder_.begin_document();
      } else if (!take(line)) {
        return false;
      }
    }
    end_document();
    return true;
  }

 private:
  /// An open mapping or sequence, to which further lines may belong.
  struct Level {
    std::size_t column;
    Kind kind;
    std::uint32_t key_line = 0;  ///< of a key whose value is not known yet, else 0
  };

  std::string_view next_line() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++line_;
    return line;
  }

  bool take(std::string_view line) {
    const std::size_t column = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view content = line.substr(column);
    const Kind kind = content.starts_with("- ") ? Kind::sequence : Kind::mapping;
    if (!reach(column, kind)) return false;
    return kind == Kind::sequence ? value(content.substr(2)) : member(content);
  }

  /// Makes the collection that a line belongs to the innermost one.
  bool reach(std::size_t column, Kind kind) {
    const bool is_new = levels_.empty()
                            ? column == 0 && kind == Kind::mapping
                            : levels_.back().key_line != 0 && column > levels_.back().column;
    if (is_new) {
      if (!levels_.empty()) levels_.back().key_line = 0;
      builder_.open(kind, {line_});
      levels_.push_back({column, kind});
      return true;
    }
    while (!levels_.empty() && levels_.back().column > column) end_level();
    if (levels_.empty() || levels_.back().column != column || levels_.back().kind != kind)
      return false;
    end_key();
    return true;
  }

  /// Gives a key without a value an empty scalar, which is null.
  void end_key() {
    std::uint32_t& line = levels_.back().key_line;
    if (line != 0) builder_.scalar("", true, {line});
    line = 0;
  }

  void end_level() {
    end_key();
    builder_.close();
    levels_.pop_back();
  }

  void end_document() {
    while (!levels_.empty()) end_level();
  }

  bool member(std::string_view content) {
    const bool is_quoted = content.starts_with('\'');
    const std::size_t size = is_quoted ? quoted_size(content) : plain_size(content);
    if (size == 0 || size > kLongestYamlKey) return false;
    const std::string_view key = content.substr(0, size);
    builder_.scalar(is_quoted ? key.substr(1, size - 2) : key, !is_quoted, {line_});
    content.remove_prefix(size + 1);
    if (content.empty()) {
      levels_.back().key_line = line_;
      return true;
    }
    return value(content.substr(1));
  }

  /// The size of the key, up to the colon that ends it; 0 where there is none.
  static std::size_t quoted_size(std::string_view content) {
    const std::size_t end = content.find('\'', 1);
    return end != content.npos && ends_key(content, end + 1) ? end + 1 : 0;
  }

  static std::size_t plain_size(std::string_view content) {
    if (!begins_plain_yaml(content)) return 0;
    std::size_t colon = content.find(':');
    while (colon != content.npos && !ends_key(content, colon)) colon = content.find(':', colon + 1);
    if (colon == content.npos || content[colon - 1] == ' ') return 0;
    const std::string_view key = content.substr(0, colon);
    return key == "<<" || key.find(" #") != key.npos ? 0 : colon;
  }

  static bool ends_key(std::string_view content, std::size_t colon) {
    const std::string_view rest = content.substr(colon);
    return rest == ":" || rest.starts_with(": ");
  }

  bool value(std::string_view text) {
    if (text.empty()) return false;
    if (text.front() == '{' || text.front() == '[') return read_yaml_flow(text, builder_, line_);
    if (text == "|-") return literal();
    const auto quoted = unquoted(text);
    if (!quoted && !is_plain_scalar(text)) return false;
    builder_.scalar(quoted.value_or(text), !quoted, {line_});
    return true;
  }

  /// Reads a literal block. Its lines are indented further than the collection.
  bool literal() {
    const std::uint32_t line = line_;
    const std::size_t column = std::min(rest_.find_first_not_of(' '), rest_.size());
    if (column <= levels_.back().column || rest_.substr(column).starts_with('\n')) return false;
    std::string text;
    while (!rest_.empty() && (rest_.front() == '\n' || is_further_in(levels_.back().column))) {
      const bool is_empty = rest_.front() == '\n';
      if (!is_empty && !is_further_in(column - 1)) return false;
      const std::string_view one = next_line();
      text += one.substr(is_empty ? 0 : column);
      text += '\n';
    }
    builder_.scalar(std::string_view(text).substr(0, text.find_last_not_of('\n') + 1), false,
                    {line});
    return true;
  }

  /// Whether the next line begins with more than `column` blanks.
  bool is_further_in(std::size_t column) const {
    return rest_.size() > column && rest_.find_first_not_of(' ') > column;
  }

  std::string_view rest_;
  YamlBuilder& builder_;
  std::uint32_t line_ = 0;
  std::vector<Level> levels_;
};

}  // namespace

bool read_yaml_blocks(std::string_view text, YamlBuilder& builder) {
  return is_usual(text) && BlockReader(text, builder).read();
}

}  // namespace cafs
