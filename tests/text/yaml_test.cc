#include "cafs/text/yaml.h"

#include <doctest/doctest.h>

#include <string>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

std::string why_not(std::string_view text) {
  try {
    const YamlStream stream(text);
    return "it was read";
  } catch (const Error& e) {
    return e.what();
  }
}

/// A node as JSON, which makes cases short.
std::string shown(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) return std::string(node.text);
  const bool is_mapping = node.kind == YamlNode::Kind::mapping;
  std::string out = is_mapping ? "{" : "[";
  for (const auto& [key, value] : node.children) {
    if (out.size() > 1) out += ",";
    if (is_mapping) out.append(key).append(":");
    out += shown(*value);
  }
  return out + (is_mapping ? "}" : "]");
}

std::string shown(std::string_view text) {
  const YamlStream stream(text);
  std::string out;
  for (const YamlNode* const document : stream.documents()) out += shown(*document);
  return out;
}

}  // namespace

TEST_CASE("YAML is read however it is formatted") {
  struct {
    std::string_view text, want;
  } const cases[] = {
      {"a: 1\nb:\n  - x\n  - 'y'\n", "{a:1,b:[x,y]}"},
      {"{a: 1, b: [x, \"y\",]}", "{a:1,b:[x,y]}"},
      {"a:\n  {\n    b: c,\n  }\n", "{a:{b:c}}"},
      {"# a comment\na: 1 # another\n", "{a:1}"},
      {"a: 1\r\nb: 2\r\n", "{a:1,b:2}"},
      {"\xEF\xBB\xBF"
       "a: 1\nb: 2\n",
       "{a:1,b:2}"},
      {"a: !!str 1\n!!str b: !!map {c: !!seq [! d]}\n", "{a:1,b:{c:[d]}}"},
      {"---\na: 1\n---\nb: 2\n", "{a:1}{b:2}"},
      {"---\n---\nb: 2\n...\n", "{b:2}"},
      {"? a\n: 1\n", "{a:1}"},
      {"a: &x [1]\nb: *x\n", "{a:[1],b:[1]}"},
      {"&k a: 1\nb: *k\n", "{a:1,b:a}"},
      {"a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n", "{a:{p:1,q:2},b:{q:3,p:1}}"},
      {"b:\n  <<: [{p: 1}, {p: 2, q: 2}]\n", "{b:{p:1,q:2}}"},
      {"a: {'<<': {p: 1}}\n", "{a:{<<:{p:1}}}"},
      {"a: 'it''s'\nb: \"\\u00e9\"\n", "{a:it's,b:\xC3\xA9}"},
      {"", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(shown(c.text) == c.want);
  }
}

TEST_CASE("a key may be longer than the 1024 characters of a simple one, as pnpm writes it") {
  const std::string key(3000, 'k');
  CHECK(shown("? " + key + "\n: 1\n") == "{" + key + ":1}");
}

TEST_CASE("what is no YAML is told with its line") {
  struct {
    std::string_view text, want;
  } const cases[] = {
      {"a: 1\nb: [\n", "line 3: did not find expected node content"},
      {"a: 1\n\tb: 2\n", "line 2: found a tab character that violates indentation"},
      {"a: 1\nb: 2\na: 3\n", "line 3: the key \"a\" is there twice"},
      {"a: !!binary x\n", "line 1: the tag \"tag:yaml.org,2002:binary\" is not supported"},
      {"a: 1\n? [x]\n: y\n", "line 2: a key that is no scalar"},
      {"a: *x\n", "line 1: no anchor is called \"x\""},
      {"a: &x\n  b: *x\n", "line 2: the alias \"x\" is inside of what it names"},
      {"a: {<<: 1}\n", "line 1: << wants a mapping"},
      {"a: 1\nb: \xFF\n", "line 2: invalid leading UTF-8 octet"},
      {"a: 1\nb: x\xE2\x80\xA8y\n",
       "line 2: a line break that only YAML 1.1 has (U+0085, U+2028 or U+2029)"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(why_not(c.text) == c.want);
  }
}

TEST_CASE("what is nested deeply, or merges much, is refused at once") {
  CHECK(why_not(std::string(100000, '[')) == "line 1: nested more than 64 deep");
  std::string mappings;
  for (int i = 0; i < 100; ++i) mappings += "{a: ";
  CHECK(why_not(mappings) == "line 1: nested more than 64 deep");
  CHECK(why_not(std::string(100000, '{')) == "line 1: a key that is no scalar");

  // Each mapping has one member more than the one that it merges.
  std::string chain = "a0: &a0 {k0: 1}\n";
  for (int i = 1; i < 2000; ++i) {
    const std::string n = std::to_string(i);
    chain += "a" + n + ": &a" + n + " {<<: *a" + std::to_string(i - 1) + ", k" + n + ": 1}\n";
  }
  CHECK(why_not(chain) == "line 817: aliases repeat more than 1000000 nodes");
}

TEST_CASE("aliases take no more than their text, and repeat no more than readers go over at once") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 100; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 9; ++k) bomb += before + " , ";
    bomb += "]\n";
  }
  CHECK(why_not(bomb) == "line 7: aliases repeat more than 1000000 nodes");
  std::string list = "a: &a [x";
  for (int i = 1; i < 999; ++i) list += ", x";
  list += "]\nb:\n";
  for (int i = 0; i < 1000; ++i) list += "  - *a\n";
  CHECK(why_not(list) == "it was read");
  CHECK(why_not(list + "  - *a\n") == "line 1003: aliases repeat more than 1000000 nodes");
}

TEST_CASE("a plain null is one, a quoted one is text; true is what JavaScript takes for it") {
  const YamlStream stream(
      "{a: ~, b: null, c: , d: 'null', e: true, f: 'false', g: x, h: false, i: '', j: 0, k: {}}");
  const auto& items = stream.documents().front()->children;
  std::string found;
  for (const auto& [none, item] : items)
    found += item->is_null() ? '0' : item->is_true() ? '1' : '-';
  CHECK(found == "0001111---1");
}
