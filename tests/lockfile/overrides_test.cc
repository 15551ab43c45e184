#include "cafs/lockfile/overrides.h"

#include <doctest/doctest.h>

#include <string>

#include "cafs/base/error.h"
#include "cafs/lockfile/plan.h"
#include "cafs/lockfile/plan_text.h"

using namespace cafs;

namespace {

const std::string kIntegrity = "sha512-" + std::string(86, 'A') + "==";
const std::string kGit = "a@https://codeload.github.com/u/r/tar.gz/abc";
const std::string kGitId = kGit.substr(2);

Plan planned(const std::string& key, const std::string& resolution, const std::string& overrides) {
  PlanOptions options;
  options.registries.set("", {"https://registry.example", {}});
  options.overrides = parse_overrides(overrides);
  const YamlStream documents("lockfileVersion: '9.0'\nimporters: {.: {}}\npackages:\n  " + key +
                             ": {resolution: " + resolution + "}\nsnapshots:\n  " + key + ": {}");
  return plan_of(read_lockfile(documents), options);
}

std::string why_not(const std::string& key, const std::string& resolution,
                    const std::string& overrides) {
  try {
    planned(key, resolution, overrides);
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

std::string why_malformed(const std::string& text) {
  try {
    parse_overrides(text);
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a git-hosted package with an override is one, by its id or its key") {
  for (const std::string& name : {kGit, kGitId}) {
    CAPTURE(name);
    const Plan plan =
        planned(kGit, "{tarball: '" + kGitId + "'}", "{\"" + name + R"(":{"src":"/s/a.tgz"}})");
    CHECK(plan.unfetchable.empty());
    CHECK(plan_batch(plan, "t", "project") ==
          R"({"tarball":"/s/a.tgz","id":")" + kGitId + "\",\"gitHosted\":true}\n");
  }
}

TEST_CASE("a tarball without an integrity is found by its id alone") {
  const Plan plan =
      planned("a@https://h/x.tgz", "{tarball: 'https://h/x.tgz'}",
              R"({"https://h/x.tgz":{"src":"x.tgz","integrity":")" + kIntegrity + "\"}}");
  CHECK(plan_batch(plan, "t", "project") ==
        "{\"tarball\":\"project/x.tgz\",\"id\":\"https://h/x.tgz\",\"gitHosted\":true}\n");
}

TEST_CASE("an override has precedence over the lockfile") {
  const std::string resolution = "{integrity: sha1-BAAAAAAAAAAAAAAAAAAAAAAAAAA=}";
  const Plan src = planned("a@1.0.0", resolution, R"({"a@1.0.0":{"src":"/s/b.tgz"}})");
  REQUIRE(src.entries.size() == 1);
  CHECK(src.entries[0].integrity == "sha1-BAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  CHECK(src.entries[0].path == "/s/b.tgz");
  CHECK(src.entries[0].file == "b.tgz");
  CHECK(src.entries[0].url.empty());
  const Plan integrity =
      planned("a@1.0.0", resolution, R"({"a@1.0.0":{"integrity":")" + kIntegrity + "\"}}");
  REQUIRE(integrity.entries.size() == 1);
  CHECK(integrity.entries[0].integrity == kIntegrity);
  CHECK(integrity.entries[0].url == "https://registry.example/a/-/a-1.0.0.tgz");
}

TEST_CASE("without a src a package that no hash can fetch stays one, and JSON says so") {
  const Plan plan = planned(kGit, "{tarball: '" + kGitId + "'}", "{}");
  CHECK(plan.entries.empty());
  CHECK(plan_json(plan) ==
        "{\"cafsPlan\":1,\"packages\":[\n{\"id\":\"" + kGitId + "\",\"key\":\"" + kGit +
            "\",\"name\":\"a\",\"gitHosted\":true,\"unfetchable\":\"it comes from a git host, and "
            "pnpm packs it itself\"}\n]}\n");
}

TEST_CASE("an integrity may be null, as if it were not there") {
  const Overrides overrides = parse_overrides(R"({"a":{"src":"/s","integrity":null}})");
  CHECK(overrides.at("a").src == "/s");
  CHECK(overrides.at("a").integrity.empty());
}

TEST_CASE("an override that fits no package is an error") {
  const std::string good = "{integrity: " + kIntegrity + "}";
  CHECK(why_not("a@1.0.0", good, R"({"b@1.0.0":{"src":"/s"}})") ==
        "has no b@1.0.0, for which there is an override");
  CHECK(why_not("a@file:a.tgz", "{tarball: 'file:a.tgz'}", R"({"file:a.tgz":{"src":"/s"}})") ==
        "file:a.tgz has no integrity: its override needs one");
  const std::string variant =
      "{resolution: {type: binary, bin: b, url: 'https://h/1', integrity: " + kIntegrity +
      "}, targets: [{os: linux, cpu: x64}]}";
  CHECK(why_not("node@runtime:1.0.0",
                "{type: variations, variants: [" + variant + ", " + variant + "]}",
                R"({"node@runtime:1.0.0":{"src":"/s"}})") ==
        "node@runtime:1.0.0 has another archive for each platform, but its override is a single "
        "one: want "
        "one platform");
}

TEST_CASE("overrides of another form are an error with the name of the package") {
  const std::string wanted =
      R"(want {"ID": {"src": "PATH", "integrity": "sha512-…"}, …}, with src, integrity or both)";
  CHECK(why_malformed("[]") == wanted);
  for (const std::string_view text : {R"({"a":1})", R"({"a":{}})", R"({"a":{"src":1}})",
                                      R"({"a":{"src":""}})", R"({"a":{"source":"/s"}})"}) {
    CAPTURE(text);
    CHECK(why_malformed(std::string(text)) == "the override of \"a\": " + wanted);
  }
  CHECK(why_malformed(R"({"a":{"integrity":"x"}})").starts_with("the override of \"a\": "));
}
