#include "cafs/lockfile/plan.h"

#include <doctest/doctest.h>

#include <string>

#include "cafs/base/error.h"
#include "cafs/lockfile/plan_text.h"

using namespace cafs;

namespace {

const std::string kIntegrity = "sha512-" + std::string(86, 'A') + "==";
const std::string kResolution = "resolution: {integrity: " + kIntegrity + "}";

PlanOptions options(std::vector<Platform> platforms = {}) {
  PlanOptions found{
      .registries = {}, .platforms = std::move(platforms), .importers = {}, .overrides = {}};
  found.registries.set("", {"https://registry.example", {}});
  found.registries.set("@s", {"https://s.example/npm/", {}});
  return found;
}

Plan planned(const std::string& packages, const std::string& snapshots,
             const PlanOptions& with = options(), const std::string& importers = "{.: {}}") {
  const YamlStream documents("lockfileVersion: '9.0'\nimporters: " + importers + "\npackages:\n" +
                             packages + "\nsnapshots:\n" + snapshots);
  return plan_of(read_lockfile(documents), with);
}

std::string ids(const Plan& plan) {
  std::string text;
  for (const PlanEntry& entry : plan.entries) text.append(text.empty() ? "" : " ").append(entry.id);
  return text;
}

}  // namespace

TEST_CASE("a tarball is where pnpm would fetch it") {
  struct {
    std::string key, resolution, url, path, file;
  } const cases[] = {
      {"a@1.0.0", "", "https://registry.example/a/-/a-1.0.0.tgz", "", "a-1.0.0.tgz"},
      {"@s/a@1.0.0+b", "", "https://s.example/npm/@s/a/-/a-1.0.0.tgz", "", "a-1.0.0.tgz"},
      {"a@1.0.0", "https://h/x/a%20b.tgz?q=/c#d", "https://h/x/a%20b.tgz?q=/c#d", "", "a%20b.tgz"},
      {"a@1.0.0", "a/-/a b.tgz", "https://registry.example/a/-/a%20b.tgz", "", "a%20b.tgz"},
      {"a@file:x/a.tgz", "file:x/a.tgz", "", "x/a.tgz", "a.tgz"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.key);
    const std::string tarball = c.resolution.empty() ? "" : ", tarball: '" + c.resolution + "'";
    const Plan plan =
        planned("  '" + c.key + "': {resolution: {integrity: " + kIntegrity + tarball + "}}",
                "  '" + c.key + "': {}");
    REQUIRE(plan.entries.size() == 1);
    CHECK(plan.entries[0].url == c.url);
    CHECK(plan.entries[0].path == c.path);
    CHECK(plan.entries[0].file == c.file);
    CHECK(plan.entries[0].integrity == kIntegrity);
  }
}

TEST_CASE("an optional package is taken for its platforms only, another one always") {
  const std::string packages = "  a@1.0.0: {" + kResolution + ", os: [darwin]}\n  b@1.0.0: {" +
                               kResolution + ", os: [darwin]}\n  c@1.0.0: {" + kResolution +
                               ", os: [linux]}";
  const std::string snapshots =
      "  a@1.0.0: {optional: true}\n  b@1.0.0: {}\n  c@1.0.0: {optional: true}";
  const Platform linux_x64{"linux", "x64", "glibc"};
  const Platform darwin{"darwin", "arm64", ""};
  CHECK(ids(planned(packages, snapshots, options({linux_x64}))) == "b@1.0.0 c@1.0.0");
  CHECK(ids(planned(packages, snapshots, options({linux_x64, darwin}))) ==
        "a@1.0.0 b@1.0.0 c@1.0.0");
  CHECK(ids(planned(packages, snapshots)) == "a@1.0.0 b@1.0.0 c@1.0.0");
}

TEST_CASE("what no hash can fetch is named with the reason") {
  struct {
    std::string resolution, why;
  } const cases[] = {
      {"{type: git, repo: x, commit: y}", "it comes from a git host, and pnpm packs it itself"},
      {"{tarball: 'https://codeload.github.com/u/r/tar.gz/abc'}",
       "it comes from a git host, and pnpm packs it itself"},
      {"{tarball: 'https://h/x.tgz', gitHosted: true}",
       "it comes from a git host, and pnpm packs it itself"},
      {"{type: binary, url: x}", "its resolution is of type binary"},
      {"{tarball: 'https://h/x.tgz'}", "it has no integrity, and pnpm 10.34.1 and later refuse it"},
      {"{integrity: 'sha1-x sha512-y'}", "its integrity is not one hash"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.resolution);
    const Plan plan = planned("  a@1.0.0: {resolution: " + c.resolution + "}", "  a@1.0.0: {}");
    CHECK(plan.entries.empty());
    REQUIRE(plan.unfetchable.size() == 1);
    CHECK(plan.unfetchable[0].entry.id == "a@1.0.0");
    CHECK(plan.unfetchable[0].why == c.why);
  }
}

TEST_CASE("of a runtime the archive of each platform is taken, with its bin") {
  const auto variant = [](const std::string& bin, const std::string& hash,
                          const std::string& target) {
    return "{resolution: {type: binary, archive: zip, prefix: p, bin: " + bin +
           ", integrity: sha1-" + hash + "AAAAAAAAAAAAAAAAAAAAAAAAAA=, url: 'https://h/" + hash +
           ".zip'}, targets: [" + target + "]}";
  };
  const std::string packages =
      "  node@runtime:24.0.0: {resolution: {type: variations, variants: [" +
      variant("{node: bin/node, npm: n}", "B", "{os: linux, cpu: x64}") + ", " +
      variant("node", "A", "{os: linux, cpu: x64, libc: musl}") + "]}}";
  const std::string snapshots = "  node@runtime:24.0.0: {}";
  const Plan glibc = planned(packages, snapshots, options({{"linux", "x64", "glibc"}}));
  REQUIRE(glibc.entries.size() == 1);
  CHECK(glibc.entries[0].id == "node@runtime:24.0.0");
  CHECK(glibc.entries[0].url == "https://h/B.zip");
  CHECK(glibc.entries[0].bin == "{\"node\":\"bin/node\",\"npm\":\"n\"}");
  CHECK(glibc.entries[0].prefix == "p");
  CHECK(plan_batch(glibc, "t", ".").find(R"(,"bin":{"node":"bin/node","npm":"n"},"prefix":"p"})") !=
        std::string::npos);
  const Plan musl = planned(packages, snapshots, options({{"linux", "x64", "musl"}}));
  REQUIRE(musl.entries.size() == 1);
  CHECK(musl.entries[0].url == "https://h/A.zip");
  CHECK(musl.entries[0].bin == "\"node\"");
  const Plan all = planned(packages, snapshots);
  REQUIRE(all.entries.size() == 2);
  CHECK(all.entries[0].url == "https://h/A.zip");
  CHECK_THROWS_WITH_AS(
      planned(packages, snapshots, options({{"darwin", "arm64", ""}})),
      "node@runtime:24.0.0 has no archive for darwin-arm64, only for linux-x64, linux-x64-musl",
      Error);
}

TEST_CASE("a directory is nothing to fetch, and two keys with one id are one package") {
  CHECK(ids(planned("  a@file:d: {resolution: {type: directory, directory: d}}",
                    "  a@file:d: {}")) == "");
  const std::string at_url =
      ": {resolution: {integrity: " + kIntegrity + ", tarball: 'https://h/x.tgz'}}\n";
  const Plan plan = planned("  b@https://h/x.tgz" + at_url + "  a@https://h/x.tgz" + at_url,
                            "  b@https://h/x.tgz: {}\n  a@https://h/x.tgz: {}");
  CHECK(ids(plan) == "https://h/x.tgz");
  CHECK(plan.entries[0].name == "a");
}

TEST_CASE(
    "for some projects of a workspace the plan has what they need, with the root and what they "
    "link to") {
  const std::string resolution = ": {" + kResolution + "}\n";
  std::string packages, snapshots;
  for (const char name : {'a', 'b', 'c', 'd', 'r'}) {
    packages += std::string("  ") + name + "@1.0.0" + resolution;
    snapshots += std::string("  ") + name + "@1.0.0: {" +
                 (name == 'a' ? "dependencies: {d: 1.0.0}" : "") + "}\n";
  }
  PlanOptions some = options();
  const std::string importers =
      "{.: {dependencies: {r: {specifier: 1, version: 1.0.0}}}, "
      "apps/one: {dependencies: {a: {specifier: 1, version: 1.0.0}, two: {specifier: "
      "'workspace:*', version: 'link:../../libs/two'}}}, "
      "libs/two: {devDependencies: {b: {specifier: 1, version: 1.0.0}}}, "
      "apps/three: {dependencies: {c: {specifier: 1, version: 1.0.0}}}}";
  some.importers = {"apps/one"};
  CHECK(ids(planned(packages, snapshots, some, importers)) == "a@1.0.0 b@1.0.0 d@1.0.0 r@1.0.0");
  some.importers = {"apps/three"};
  CHECK(ids(planned(packages, snapshots, some, importers)) == "c@1.0.0 r@1.0.0");
}

TEST_CASE("a plan is written for nix, for cafs add and for curl") {
  const Plan plan = planned("  a@1.0.0: {" + kResolution +
                                "}\n  b@file:b.tgz: {resolution: {integrity: " + kIntegrity +
                                ", tarball: 'file:b.tgz'}}",
                            "  a@1.0.0: {}\n  b@file:b.tgz: {}");
  const std::string name = "sha512-" + std::string(128, '0') + ".tgz";
  CHECK(plan_json(plan) ==
        "{\"cafsPlan\":1,\"packages\":[\n"
        "{\"id\":\"a@1.0.0\",\"key\":\"a@1.0.0\",\"name\":\"a\",\"file\":\"a-1.0.0.tgz\","
        "\"integrity\":\"" +
            kIntegrity +
            "\",\"url\":\"https://registry.example/a/-/a-1.0.0.tgz\"},\n"
            "{\"id\":\"file:b.tgz\",\"key\":\"b@file:b.tgz\",\"name\":\"b\",\"file\":\"b.tgz\","
            "\"integrity\":\"" +
            kIntegrity + "\",\"path\":\"b.tgz\"}\n]}\n");
  CHECK(plan_batch(plan, "t", "project") ==
        "{\"tarball\":\"t/" + name + "\",\"id\":\"a@1.0.0\",\"integrity\":\"" + kIntegrity +
            "\",\"url\":\"https://registry.example/a/-/a-1.0.0.tgz\"}\n"
            "{\"tarball\":\"project/b.tgz\",\"id\":\"file:b.tgz\",\"integrity\":\"" +
            kIntegrity + "\"}\n");
  const std::string config = plan_curl(plan.entries, {plan.entries[0], plan.entries[0]}, "t");
  CHECK(config.substr(config.find("\nurl") + 1) ==
        "url = \"https://registry.example/a/-/a-1.0.0.tgz#a@1.0.0\"\noutput = \"t/" + name +
            "\"\n");
  const std::string nothing = "url = \"file:///dev/null\"\noutput = ";
  CHECK(plan_curl(plan.entries, {}, "t").ends_with(nothing + "\"/dev/null\"\n"));
  CHECK(plan_curl({plan.entries[1]}, {}, "t").ends_with(nothing + "\"t/nothing\"\n"));
}

TEST_CASE("an URL tells whose it is, unless it tells something already") {
  PlanEntry entry;
  entry.url = "https://h/a.tgz";
  entry.id = "@s/a@1.0.0";
  CHECK(url_with_id(entry) == "https://h/a.tgz#@s/a@1.0.0");
  entry.id = "a b#c";
  CHECK(url_with_id(entry) == "https://h/a.tgz#a%20b%23c");
  entry.id = "https://h/a.tgz";
  CHECK(url_with_id(entry) == "https://h/a.tgz");
  entry.id = "a@1.0.0";
  entry.url = "https://h/a.tgz#b";
  CHECK(url_with_id(entry) == "https://h/a.tgz#b");
}
