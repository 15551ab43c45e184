#include "cafs/text/yaml_flow.h"

#include <array>

namespace cafs {

namespace {

constexpr std::string_view kLettersAndDigits =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != characters.npos;
}

/// The characters that a text without quotes may begin with, and those that it may have in a flow
/// collection, where more characters are special.
struct PlainCharacters {
  std::array<bool, 256> first{};
  std::array<bool, 256> in_flow{};

  constexpr PlainCharacters() {
    allow(first, kLettersAndDigits);
    allow(first, "._/^~<=$+(");
    in_flow = first;
    allow(in_flow, "-:>|*@)!%; ");
  }

  static constexpr void allow(std::array<bool, 256>& set, std::string_view characters) {
    for (const char c : characters) set[static_cast<unsigned char>(c)] = true;
  }
};

constexpr PlainCharacters kPlain;

/// Reads a flow collection from the start of a text, and takes off what it has read.
class FlowReader {
 public:
  FlowReader(std::string_view text, YamlBuilder& builder, std::uint32_t line)
      : rest_(text), builder_(builder), line_(line) {}

  /// Reads `{a: b, c: d}` or `[a, b]`, which has to be all of the text.
  bool read() {
    const bool is_mapping = rest_.front() == '{';
    const char end = is_mapping ? '}' : ']';
    builder_.open(is_mapping ? YamlNode::Kind::mapping : YamlNode::Kind::sequence, {line_});
    rest_.remove_prefix(1);
    if (!take(end)) {
      do {
        if (is_mapping && !key(end)) return false;
        if (!scalar(end)) return false;
      } while (take(',') && take(' '));
      if (!take(end)) return false;
    }
    builder_.close();
    return rest_.empty();
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool key(char end) {
    const std::size_t before = rest_.size();
    return scalar(end) && before - rest_.size() <= kLongestYamlKey && take(':') && take(' ');
  }

  bool scalar(char end) {
    const bool is_quoted = !rest_.empty() && rest_.front() == '\'';
    return is_quoted ? quoted() : plain(end);
  }

  bool quoted() {
    const std::size_t last = rest_.find('\'', 1);
    if (last == rest_.npos || rest_.substr(last + 1).starts_with('\'')) return false;
    builder_.scalar(rest_.substr(1, last - 1), false, {line_});
    rest_.remove_prefix(last + 1);
    return true;
  }

  bool plain(char end) {
    std::size_t size = 0;
    while (size < rest_.size() && rest_[size] != ',' && rest_[size] != end) {
      if (!kPlain.in_flow[static_cast<unsigned char>(rest_[size])]) return false;
      if (rest_[size] == ':') {
        if (size + 1 == rest_.size()) return false;
        const char next = rest_[size + 1];
        if (next == ' ') break;
        if (next != '/' && !is_one_of(next, kLettersAndDigits)) return false;
      }
      ++size;
    }
    const std::string_view text = rest_.substr(0, size);
    if (!begins_plain_yaml(text) || text.back() == ' ') return false;
    builder_.scalar(text, true, {line_});
    rest_.remove_prefix(size);
    return true;
  }

  std::string_view rest_;
  YamlBuilder& builder_;
  std::uint32_t line_;
};

}  // namespace

bool begins_plain_yaml(std::string_view text) {
  return !text.empty() && kPlain.first[static_cast<unsigned char>(text.front())];
}

bool read_yaml_flow(std::string_view text, YamlBuilder& builder, std::uint32_t line) {
  return FlowReader(text, builder, line).read();
}

}  // namespace cafs
