#include "cafs/text/yaml.h"

#include <fmt/format.h>
#include <yaml.h>

#include <string>
#include <unordered_map>

#include "cafs/base/error.h"
#include "cafs/text/line_breaks.h"
#include "cafs/text/quote.h"

namespace cafs {

namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostRepeated = 1'000'000;

std::uint32_t line_of(const yaml_mark_t& mark) { return static_cast<std::uint32_t>(mark.line + 1); }

Error error_at(std::uint32_t line, std::string_view why) {
  return Error(fmt::format("line {}: {}", line, why));
}

std::string_view view(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// libyaml's parser, which gives one event after the other.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    yaml_parser_set_input_string(&parser_, bytes, text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  ~Parser() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// The next event, which is valid up to the one after it.
  const yaml_event_t& next() {
    yaml_event_delete(&event_);
    event_ = {};
    if (yaml_parser_parse(&parser_, &event_) == 0) throw_problem();
    return event_;
  }

 private:
  [[noreturn]] void throw_problem() const {
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    // Where bytes are no characters, libyaml names the byte.
    const std::uint32_t line = parser_.error == YAML_READER_ERROR
                                   ? line_at(text_, parser_.problem_offset)
                                   : line_of(parser_.problem_mark);
    throw error_at(line, parser_.problem ? parser_.problem : "is no YAML");
  }

  std::string_view text_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

/// The tag that says what a node is without one, if texts in quotes are meant.
std::string_view own_tag(YamlNode::Kind kind) {
  if (kind == YamlNode::Kind::scalar) return YAML_STR_TAG;
  return kind == YamlNode::Kind::mapping ? YAML_MAP_TAG : YAML_SEQ_TAG;
}

}  // namespace

/// Puts the events of a text together.
class YamlBuilder {
 public:
  YamlBuilder(YamlStream& stream, std::string_view text) : stream_(stream), parser_(text) {}

  void build() {
    for (;;) {
      const yaml_event_t& event = parser_.next();
      if (event.type == YAML_STREAM_END_EVENT) return;
      take(event);
    }
  }

 private:
  /// A sequence or mapping that is not complete yet.
  struct Open {
    YamlNode* node;
    std::size_t first;  ///< its first child among the pending ones
    bool is_anchored = false;
    std::size_t size = 1;       ///< nodes, with those of aliases
    std::string_view key = {};  ///< of the value that comes next
    bool has_key = false;
    bool is_merge = false;  ///< that value is merged into the mapping
    std::vector<const YamlNode*> merged = {};
  };

  void take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        anchors_.clear();
        break;
      case YAML_SCALAR_EVENT:
        take_scalar(event);
        break;
      case YAML_ALIAS_EVENT:
        take_alias(event);
        break;
      case YAML_SEQUENCE_START_EVENT:
        open(event, YamlNode::Kind::sequence, event.data.sequence_start.anchor,
             event.data.sequence_start.tag);
        break;
      case YAML_MAPPING_START_EVENT:
        open(event, YamlNode::Kind::mapping, event.data.mapping_start.anchor,
             event.data.mapping_start.tag);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        close();
        break;
      default:
        break;
    }
  }

  YamlNode& new_node(const yaml_event_t& event, YamlNode::Kind kind, const yaml_char_t* anchor,
                     const yaml_char_t* tag) {
    const std::uint32_t line = line_of(event.start_mark);
    if (tag && view(tag) != own_tag(kind) && view(tag) != "!")
      throw error_at(line, fmt::format("the tag {} is not supported", quote(view(tag))));
    YamlNode& node = stream_.nodes_.emplace_back();
    node.kind = kind;
    node.line = line;
    if (anchor) anchors_[std::string(view(anchor))] = &node;
    return node;
  }

  void take_scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
    const bool is_plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && !scalar.tag;
    if (wants_key() && !scalar.anchor && !scalar.tag) {
      return take_key(text, is_plain);
    }
    YamlNode& node = new_node(event, YamlNode::Kind::scalar, scalar.anchor, scalar.tag);
    node.text = keep(text);
    node.is_plain = is_plain;
    add(node, 1);
  }

  void take_alias(const yaml_event_t& event) {
    const std::uint32_t line = line_of(event.start_mark);
    const std::string name(view(event.data.alias.anchor));
    const auto found = anchors_.find(name);
    if (found == anchors_.end())
      throw error_at(line, fmt::format("no anchor is called {}", quote(name)));
    for (const Open& open : open_) {
      if (open.node == found->second) {
        throw error_at(line, fmt::format("the alias {} is inside of what it names", quote(name)));
      }
    }
    const auto size = sizes_.find(found->second);
    repeat(size == sizes_.end() ? 1 : size->second, line);
    add(*found->second, size == sizes_.end() ? 1 : size->second);
  }

  /// Readers go over all that an alias names, each time.
  void repeat(std::size_t nodes, std::uint32_t line) {
    repeated_ += nodes;
    if (repeated_ > kMostRepeated)
      throw error_at(line, fmt::format("aliases repeat more than {} nodes", kMostRepeated));
  }

  void open(const yaml_event_t& event, YamlNode::Kind kind, const yaml_char_t* anchor,
            const yaml_char_t* tag) {
    const std::uint32_t line = line_of(event.start_mark);
    if (wants_key()) throw error_at(line, "a key that is no scalar");
    if (open_.size() == kDeepest)
      throw error_at(line, fmt::format("nested more than {} deep", kDeepest));
    open_.push_back({.node = &new_node(event, kind, anchor, tag),
                     .first = pending_.size(),
                     .is_anchored = anchor != nullptr});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    if (done.node->kind == YamlNode::Kind::mapping) {
      check_keys(done);
      for (const YamlNode* const source : done.merged) merge(done, *source);
    }
    done.node->children = stream_.children_.keep(children_from(done.first));
    pending_.resize(done.first);
    if (done.is_anchored) sizes_[done.node] = done.size;
    add(*done.node, done.size);
  }

  void check_keys(const Open& mapping) const {
    const YamlNode::Children members = children_from(mapping.first);
    const auto twice = key_there_twice(members);
    if (!twice) return;
    std::uint32_t line = mapping.node->line;
    for (const auto& [key, value] : members) line = key == *twice ? value->line : line;
    throw error_at(line, fmt::format("the key {} is there twice", quote(*twice)));
  }

  YamlNode::Children children_from(std::size_t first) const {
    return YamlNode::Children(pending_).subspan(first);
  }

  std::string_view keep(std::string_view text) {
    const std::span<const char> kept = stream_.texts_.keep(text);
    return {kept.data(), kept.size()};
  }

  bool wants_key() const {
    return !open_.empty() && open_.back().node->kind == YamlNode::Kind::mapping &&
           !open_.back().has_key;
  }

  void take_key(std::string_view text, bool is_plain) {
    Open& mapping = open_.back();
    mapping.is_merge = is_plain && text == "<<";
    mapping.key = mapping.is_merge ? text : keep(text);
    mapping.has_key = true;
  }

  /// Puts a node of so many where the text has it.
  void add(const YamlNode& node, std::size_t size) {
    if (open_.empty()) {
      if (!node.is_null()) stream_.documents_.push_back(&node);
      return;
    }
    if (wants_key()) return take_key_node(node);
    Open& parent = open_.back();
    parent.size += size;
    parent.has_key = false;
    if (parent.node->kind == YamlNode::Kind::mapping && parent.is_merge) {
      return take_merged(parent, node);
    }
    pending_.emplace_back(parent.key, &node);
  }

  void take_key_node(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::scalar) throw error_at(node.line, "a key that is no scalar");
    take_key(node.text, node.is_plain);
  }

  static void take_merged(Open& mapping, const YamlNode& node) {
    const auto want_mapping = [](const YamlNode& one) {
      if (one.kind != YamlNode::Kind::mapping) throw error_at(one.line, "<< wants a mapping");
    };
    if (node.kind != YamlNode::Kind::sequence) {
      want_mapping(node);
      mapping.merged.push_back(&node);
      return;
    }
    for (const auto& [none, item] : node.children) {
      want_mapping(*item);
      mapping.merged.push_back(item);
    }
  }

  /// Gives `mapping`, which is complete, the members that only `source` has.
  void merge(const Open& mapping, const YamlNode& source) {
    repeat(source.children.size(), mapping.node->line);
    const YamlNode::Children own = children_from(mapping.first);
    std::unordered_map<std::string_view, const YamlNode*> known(own.begin(), own.end());
    for (const YamlNode::Child& member : source.children) {
      if (known.try_emplace(member.first, member.second).second) pending_.push_back(member);
    }
  }

  YamlStream& stream_;
  Parser parser_;
  std::vector<Open> open_;
  std::vector<YamlNode::Child> pending_;  // of what is open, the outermost first
  std::unordered_map<std::string, const YamlNode*> anchors_;
  std::unordered_map<const YamlNode*, std::size_t> sizes_;  // of what has an anchor and children
  std::size_t repeated_ = 0;
};

/// libyaml would count a byte order mark as a column, and take what follows for indented. And it
/// has the line breaks of YAML 1.1, which are none to pnpm; writers escape these characters.
YamlStream::YamlStream(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (const auto old = find_old_line_break(text)) {
    throw error_at(line_at(text, *old),
                   "a line break that only YAML 1.1 has (U+0085, U+2028 or U+2029)");
  }
  YamlBuilder(*this, text).build();
}

}  // namespace cafs
