#include "cafs/instantiate/emitter.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

const NixStore kStore("/nix/store");

const ShardOptions kOptions{.program = "/nix/store/4wm9nzx0p719ay1rzsqb85bk3fkma1wk-cafs",
                            .system = "x86_64-linux",
                            .store_kind = {"--store-version", "v11"},
                            .shard = "3/16",
                            .lanes = 1,
                            .prefer_local = true};

const std::string kA = "/nix/store/vwpzqip2j53ym0ar93132895nd0ivbxf-npm-a-1.0.0.tgz.drv";
const std::string kB = "/nix/store/fgvwhsv41rbfgaw9pb0xf73jsy3a6mdj-npm-b-1.0.0.tgz.drv";

ShardPackage package(const std::string& name, const std::string& integrity) {
  ShardPackage package;
  package.id = name + "@1.0.0";
  package.integrity = integrity;
  package.url = "https://registry.example/" + name + "/-/" + name + "-1.0.0.tgz";
  package.tarball = name + "-1.0.0.tgz";
  return package;
}

std::vector<ShardPackage> two() {
  return {package("a",
                  "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUd"
                  "BeoGlODJ6+SfaPg=="),
          package("b", "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")};
}

std::string final_path(const std::string& output) {
  return output == "a-1.0.0.tgz.drv" ? kA : output == "b-1.0.0.tgz.drv" ? kB : "/shard";
}

std::string written_path(const std::string& output) { return "/scratch/" + output; }

/// The text with each `from` as `to`.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

// The paths are those that Nix computes for derivation/vectors.nix.

TEST_CASE("emitted derivations are those that Nix makes by evaluation") {
  const auto texts = emitted(two(), kOptions, kStore, final_path);
  REQUIRE(texts.size() == 3);
  const std::string& a = texts.at("a-1.0.0.tgz.drv");
  const std::string& b = texts.at("b-1.0.0.tgz.drv");
  const std::string& shard = texts.at("shard.drv");
  CHECK(kStore.text_path("npm-a-1.0.0.tgz.drv", a, {}) == kA);
  CHECK(kStore.text_path("npm-b-1.0.0.tgz.drv", b, {kA}) == kB);
  CHECK(kStore.text_path("npm-shard.drv", shard, {kOptions.program, kA, kB}) ==
        "/nix/store/qgkc3v3f7wdirna8wwdli2lzh1b0dj7i-npm-shard.drv");
  CHECK(shard.find("/nix/store/8yi9fnfskgvm0a29xzs690xawfmpxmvs-npm-shard") != shard.npos);
}

TEST_CASE("emitted derivations refer to each other by where they are written") {
  const auto texts = emitted(two(), kOptions, kStore, written_path);
  auto expected = emitted(two(), kOptions, kStore, final_path);
  for (auto& [output, text] : expected) {
    text = replaced(replaced(text, kA, "/scratch/a-1.0.0.tgz.drv"), kB, "/scratch/b-1.0.0.tgz.drv");
    CHECK(texts.at(output) == text);
  }
}

TEST_CASE("in as many lanes as packages, none is fetched after another") {
  ShardOptions options = kOptions;
  options.lanes = 2;
  const auto texts = emitted(two(), options, kStore, final_path);
  CHECK(texts.at("b-1.0.0.tgz.drv").find("\"after\"") == std::string::npos);
}

TEST_CASE("without packages there is a shard all the same") {
  const auto texts = emitted({}, kOptions, kStore, final_path);
  REQUIRE(texts.size() == 1);
  ShardOptions other = kOptions;
  other.shard = "4/16";
  CHECK(emitted({}, other, kStore, final_path) != texts);
}

TEST_CASE("a tarball that is there is needed whole, and nothing else is taken") {
  ShardPackage local = package("c", "");
  local.url.clear();
  local.tarball = "/nix/store/abc-source/vendor/c.tgz";
  const Derivation emitter = emitter_of({local}, kOptions, kStore);
  CHECK(emitter.input_sources == std::set<std::string>{"/nix/store/abc-source", kOptions.program});
  CHECK(emitter.outputs.size() == 1);
  const std::string shard = emitted({local}, kOptions, kStore, final_path).at("shard.drv");
  CHECK(shard.find(R"(\"gitHosted\":true)") != shard.npos);
  CHECK(shard.find(R"("/nix/store/abc-source")") != shard.npos);
  local.tarball = "/home/c.tgz";
  CHECK_THROWS_AS(emitter_of({local}, kOptions, kStore), Error);
  CHECK_THROWS_AS(emitted({local}, kOptions, kStore, final_path), Error);
}

TEST_CASE("an emitter has an output for each tarball and one for the shard") {
  const Derivation emitter = emitter_of(two(), kOptions, kStore);
  REQUIRE(emitter.outputs.size() == 3);
  for (const auto& [name, output] : emitter.outputs) {
    CHECK(output.hash_algorithm == "text:sha256");
    CHECK(emitter.environment.at(name) == output_placeholder(name));
  }
  CHECK(shard_lines(two()) == emitter.environment.at("packages"));
}

TEST_CASE("Nix fetches nothing by sha384") {
  const std::string sha384 = "sha384-" + std::string(64, 'A');
  CHECK_THROWS_AS(emitted({package("a", sha384)}, kOptions, kStore, final_path), Error);
}
