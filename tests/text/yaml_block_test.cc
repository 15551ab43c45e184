#include "cafs/text/yaml_block.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/support/yaml_trees.h"

using namespace cafs;

namespace {

/// All forms that a lockfile has.
constexpr std::string_view kLockfile = R"(---
lockfileVersion: '9.0'

importers:

  .:
    configDependencies: {}
    packageManagerDependencies:
      pnpm:
        specifier: 11.28.11
        version: 11.28.11

---
lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

patchedDependencies:
  mustache@4.2.0: 3852dd28
overrides:
  foo>bar: npm:baz@^1.0.2

importers:

  .:
    dependencies:
      '@babel/core':
        specifier: ^7.0.0
        version: 7.29.13(supports-color@8.1.1)
  packages/a: {}

packages:

  '@babel/core@7.29.13':
    resolution: {integrity: sha512-abc+/def==, tarball: https://registry.example/a-1.tgz}
    engines: {node: '>= 0.8', npm: 1.2.8000 || >= 1.4.16}
    cpu: [x64, '!arm64']
    os: []
    deprecated: |-
      Use another: this one
        is old # and

      gone
    hasBin: true
    peerDependencies:
      empty:
      react: '*'

snapshots:

  '@babel/core@7.29.13(supports-color@8.1.1)':
    transitivePeerDependencies:
      - '@napi-rs/wasm-runtime'
      - supports-color
    optional: true
)";

}  // namespace

TEST_CASE("what pnpm writes is read without libyaml, and as libyaml reads it") {
  CHECK(test::is_read_alike(kLockfile) == true);
  for (const char* const text :
       {"a: b", "a:\n", "a:\n  b:\nc: d\n", "a:\n  - b\n  - c\nd: e\n", "a: {}\n---\nb: []\n",
        "a: |-\n  b\n\n\nc: d\n", "a:b: c:d\n", "a: {b: c:d, e: 'f, g'}\n", "a: ['b', c d]\n",
        ".: x\n", "a: b  c\n", "'a: b': c\n"}) {
    CAPTURE(text);
    CHECK(test::is_read_alike(text) == true);
  }
}

TEST_CASE("what is unusual is left to libyaml") {
  for (const char* const text : {"a: &b c\n",
                                 "a: *b\n",
                                 "a: !!str b\n",
                                 "a: \"b\"\n",
                                 "a: 'b''c'\n",
                                 "a: b # c\n",
                                 "# a\na: b\n",
                                 "a: b\n  c\n",
                                 "a:\n- b\n",
                                 "- a\n",
                                 "a: - b\n",
                                 "a:\n  - b: c\n",
                                 "a: {b: {c: d}}\n",
                                 "a: {b, c: d}\n",
                                 "a: [b: c]\n",
                                 "a: >-\n  b\n",
                                 "a: |\n  b\n",
                                 "a: |-\n\n  b\n",
                                 "<<: a\n",
                                 "a: b\t\n",
                                 "a: b \n",
                                 "a: \xC3\xA9\n",
                                 "a:\n  b: c\n d: e\n",
                                 "a: b: c\n",
                                 "a : b\n",
                                 "a:  b\n",
                                 "? a\n",
                                 "a: b\r\n",
                                 "a: b\na: c\n",
                                 "--- a\n",
                                 "%YAML 1.2\n---\na: b\n",
                                 "...\n",
                                 "a: {b: c}}\n",
                                 "a: {b: c\n",
                                 "a: [b,c]\n",
                                 "a: 'b' c\n",
                                 "a: ,b\n",
                                 "a: [b#c]\n",
                                 "  a: b\n"}) {
    CAPTURE(text);
    CHECK_FALSE(test::is_read_alike(text).has_value());
  }
  CHECK_FALSE(test::is_read_alike(std::string(1100, 'k') + ": v\n").has_value());
  CHECK_FALSE(test::is_read_alike("a: {" + std::string(1100, 'k') + ": v}\n").has_value());
}

TEST_CASE("of changed lockfiles all that is read is read alike") {
  std::mt19937 random(1);
  const std::string pieces = " \n:'-{}[],#|&*!\"<>?=~ab\\@.";
  std::size_t read = 0;
  for (int round = 0; round < 30000; ++round) {
    std::string text(kLockfile);
    for (auto changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      const char piece = pieces[random() % pieces.size()];
      if (random() % 3 == 0) {
        text.erase(at, 1 + random() % 3);
      } else if (random() % 2 == 0) {
        text[at] = piece;
      } else {
        text.insert(at, 1, piece);
      }
    }
    const auto alike = test::is_read_alike(text);
    if (!alike) continue;
    ++read;
    CAPTURE(text);
    REQUIRE(*alike);
  }
  CHECK(read > 5000);
}
