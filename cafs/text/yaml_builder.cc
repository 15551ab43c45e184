#include "cafs/text/yaml_builder.h"

#include <fmt/format.h>

#include "cafs/text/quote.h"

namespace cafs {

namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostRepeated = 1'000'000;

/// The only tag that a node of this kind may have besides `!`. On a scalar it means a text, as
/// quotes do.
std::string_view own_tag(YamlNode::Kind kind) {
  if (kind == YamlNode::Kind::scalar) return "tag:yaml.org,2002:str";
  return kind == YamlNode::Kind::mapping ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
}

}  // namespace

Error yaml_error(std::uint32_t line, std::string_view why) {
  return Error(fmt::format("line {}: {}", line, why));
}

YamlNode& YamlBuilder::new_node(YamlNode::Kind kind, const YamlMark& mark) {
  if (!mark.tag.empty() && mark.tag != own_tag(kind) && mark.tag != "!")
    throw yaml_error(mark.line, fmt::format("the tag {} is not supported", quote(mark.tag)));
  YamlNode& node = stream_.nodes_.emplace_back();
  node.kind = kind;
  node.line = mark.line;
  if (!mark.anchor.empty()) anchors_[std::string(mark.anchor)] = &node;
  return node;
}

void YamlBuilder::scalar(std::string_view text, bool is_plain, const YamlMark& mark) {
  if (wants_key() && mark.anchor.empty() && mark.tag.empty()) return take_key(text, is_plain);
  YamlNode& node = new_node(YamlNode::Kind::scalar, mark);
  node.text = keep(text);
  node.is_plain = is_plain;
  add(node, 1);
}

void YamlBuilder::alias(const std::string& name, std::uint32_t line) {
  const auto found = anchors_.find(name);
  if (found == anchors_.end())
    throw yaml_error(line, fmt::format("no anchor is called {}", quote(name)));
  for (const Open& open : open_) {
    if (open.node == found->second) {
      throw yaml_error(line, fmt::format("the alias {} is inside of what it names", quote(name)));
    }
  }
  const auto size = sizes_.find(found->second);
  repeat(size == sizes_.end() ? 1 : size->second, line);
  add(*found->second, size == sizes_.end() ? 1 : size->second);
}

/// Counts repeated nodes: readers walk through the target of an alias each time.
void YamlBuilder::repeat(std::size_t nodes, std::uint32_t line) {
  repeated_ += nodes;
  if (repeated_ > kMostRepeated)
    throw yaml_error(line, fmt::format("aliases repeat more than {} nodes", kMostRepeated));
}

void YamlBuilder::open(YamlNode::Kind kind, const YamlMark& mark) {
  if (wants_key()) throw yaml_error(mark.line, "a key that is no scalar");
  if (open_.size() == kDeepest)
    throw yaml_error(mark.line, fmt::format("nested more than {} deep", kDeepest));
  open_.push_back({.node = &new_node(kind, mark),
                   .first = pending_.size(),
                   .is_anchored = !mark.anchor.empty()});
}

void YamlBuilder::close() {
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

void YamlBuilder::check_keys(const Open& mapping) const {
  const YamlNode::Children members = children_from(mapping.first);
  const auto twice = key_there_twice(members);
  if (!twice) return;
  std::uint32_t line = mapping.node->line;
  for (const auto& [key, value] : members) line = key == *twice ? value->line : line;
  throw yaml_error(line, fmt::format("the key {} is there twice", quote(*twice)));
}

YamlNode::Children YamlBuilder::children_from(std::size_t first) const {
  return YamlNode::Children(pending_).subspan(first);
}

std::string_view YamlBuilder::keep(std::string_view text) {
  const std::span<const char> kept = stream_.texts_.keep(text);
  return {kept.data(), kept.size()};
}

bool YamlBuilder::wants_key() const {
  return !open_.empty() && open_.back().node->kind == YamlNode::Kind::mapping &&
         !open_.back().has_key;
}

void YamlBuilder::take_key(std::string_view text, bool is_plain) {
  Open& mapping = open_.back();
  mapping.is_merge = is_plain && text == "<<";
  mapping.key = mapping.is_merge ? text : keep(text);
  mapping.has_key = true;
}

/// Adds a node at its place in the text. With its children it counts as `size` nodes.
void YamlBuilder::add(const YamlNode& node, std::size_t size) {
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

void YamlBuilder::take_key_node(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar) throw yaml_error(node.line, "a key that is no scalar");
  take_key(node.text, node.is_plain);
}

void YamlBuilder::take_merged(Open& mapping, const YamlNode& node) {
  const auto want_mapping = [](const YamlNode& one) {
    if (one.kind != YamlNode::Kind::mapping) throw yaml_error(one.line, "<< wants a mapping");
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
void YamlBuilder::merge(const Open& mapping, const YamlNode& source) {
  repeat(source.children.size(), mapping.node->line);
  const YamlNode::Children own = children_from(mapping.first);
  std::unordered_map<std::string_view, const YamlNode*> known(own.begin(), own.end());
  for (const YamlNode::Child& member : source.children) {
    if (known.try_emplace(member.first, member.second).second) pending_.push_back(member);
  }
}

}  // namespace cafs
