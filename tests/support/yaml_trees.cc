#include "tests/support/yaml_trees.h"

#include <algorithm>

#include "cafs/base/error.h"
#include "cafs/text/yaml_block.h"

namespace cafs::test {

namespace {

bool is_same(const YamlNode& one, const YamlNode& other) {
  return one.kind == other.kind && one.is_plain == other.is_plain && one.line == other.line &&
         one.text == other.text &&
         std::equal(one.children.begin(), one.children.end(), other.children.begin(),
                    other.children.end(), [](const auto& a, const auto& b) {
                      return a.first == b.first && is_same(*a.second, *b.second);
                    });
}

/// Whether our own reader reads the text to its end.
bool is_ours(std::string_view text) {
  YamlStream unused("", YamlReader::libyaml);
  YamlBuilder builder(unused);
  try {
    return read_yaml_blocks(text, builder);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::optional<bool> is_read_alike(std::string_view text) {
  if (!is_ours(text)) return std::nullopt;
  const YamlStream ours(text);
  try {
    const YamlStream theirs(text, YamlReader::libyaml);
    return std::equal(ours.documents().begin(), ours.documents().end(), theirs.documents().begin(),
                      theirs.documents().end(),
                      [](const auto* a, const auto* b) { return is_same(*a, *b); });
  } catch (const Error&) {
    return false;
  }
}

}  // namespace cafs::test
