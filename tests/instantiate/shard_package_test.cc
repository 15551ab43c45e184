#include "cafs/instantiate/shard_package.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

PlanEntry entry(const std::string& id, const std::string& name) {
  PlanEntry entry;
  entry.id = id;
  entry.name = name;
  entry.integrity = "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=";
  entry.url = "https://registry.example/" + name;
  return entry;
}

std::vector<ShardPackage> of(std::vector<PlanEntry> entries) {
  return shard_packages({.entries = std::move(entries), .unfetchable = {}}, 0, 1, "/root");
}

}  // namespace

TEST_CASE("a package is in a shard by its name") {
  // printf is-number | sha256sum: 5e0e…
  CHECK(shard_of("is-number", 1) == 0);
  CHECK(shard_of("is-number", 65536) == 0x5e0e);
  CHECK(shard_of("is-number", 16) == 0x5e0e % 16);
}

TEST_CASE("each package of a plan is in one shard") {
  Plan plan;
  for (const char* const name : {"a", "b", "c", "@d/e", "f"})
    plan.entries.push_back(entry(name, name));
  std::size_t found = 0;
  for (std::size_t shard = 0; shard < 3; ++shard) {
    for (const ShardPackage& package : shard_packages(plan, shard, 3, "/root")) {
      ++found;
      CHECK(shard_of(package.id, 3) == shard);
    }
  }
  CHECK(found == plan.entries.size());
}

TEST_CASE("what is fetched is named by its id") {
  const auto packages = of({entry("@scope/a@1.0.0", "@scope/a"), entry("a@1.0.0+b", "a"),
                            entry("https://h/x.tgz", "x")});
  CHECK(packages[0].tarball == "scope+a-1.0.0.tgz");
  CHECK(packages[1].tarball == "a-1.0.0+b.tgz");
  CHECK(packages[2].tarball.starts_with("https_++h+x.tgz-"));
}

TEST_CASE("two packages that would have one name have two") {
  const auto packages = of({entry("@a/b@1", "@a/b"), entry("a+b@1", "a+b"), entry("c@1", "c")});
  CHECK(packages[0].tarball != packages[1].tarball);
  CHECK(packages[0].tarball.starts_with("@a/b") == false);
  CHECK(packages[2].tarball == "c-1.tgz");
}

TEST_CASE("a tarball that is there is where the lockfile is") {
  PlanEntry local = entry("a@file:x/a.tgz", "a");
  local.url.clear();
  local.path = "x/a.tgz";
  CHECK(of({local})[0].tarball == "/root/x/a.tgz");
  local.path = "/elsewhere/a.tgz";
  CHECK(of({local})[0].tarball == "/elsewhere/a.tgz");
}

TEST_CASE("the lines of a shard are read as they were written") {
  PlanEntry runtime = entry("node@runtime:22.0.0", "node");
  runtime.bin = R"({"node":"bin/node"})";
  runtime.prefix = "node-v22.0.0";
  PlanEntry by_id = entry("b@\"1", "b");
  by_id.integrity.clear();
  by_id.url.clear();
  by_id.path = "b.tgz";
  const std::string lines = shard_lines(of({runtime, by_id}));
  CHECK(shard_lines(read_shard_lines(lines)) == lines);
  CHECK(read_shard_lines(lines)[0].bin == runtime.bin);
  CHECK(read_shard_lines(lines)[1].id == by_id.id);
  CHECK(read_shard_lines("").empty());
}

TEST_CASE("other lines are refused") {
  for (const char* const text :
       {"x\n", "{}\n", "[]\n", R"({"id":"a"})", R"({"id":1,"tarball":"t"})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(read_shard_lines(text), Error);
  }
}
