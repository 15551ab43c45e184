#include "cafs/lockfile/workspace_registries.h"

#include <doctest/doctest.h>

#include <string>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

Registries registries_of(std::string_view text) {
  WorkspaceRegistries found = registries_of_workspace(YamlStream(text));
  for (const auto& [url, type] : found.server_types) found.registries.set_server_type(url, type);
  return found.registries;
}

std::string url_of(std::string_view text, std::string_view key) {
  return registries_of(text).tarball_url(PackageKey::parse(key));
}

std::string why_not(std::string_view text, std::string_view key = "a@1.0.0") {
  try {
    return url_of(text, key);
  } catch (const Error& e) {
    return e.what();
  }
}

}  // namespace

TEST_CASE("a pnpm-workspace.yaml names registries") {
  struct {
    std::string_view text, key, url;
  } const cases[] = {
      {"registry: https://one.example", "a@1.0.0", "https://one.example/a/-/a-1.0.0.tgz"},
      {"registries: {default: 'https://one.example/'}", "@s/a@1.0.0",
       "https://one.example/@s/a/-/a-1.0.0.tgz"},
      {"registries:\n  '@s': https://s.example/\n", "@s/a@1.0.0",
       "https://s.example/@s/a/-/a-1.0.0.tgz"},
      {"registries:\n  https://one.example/:\n    scopes: ['@', '@s']\n", "a@1.0.0",
       "https://one.example/a/-/a-1.0.0.tgz"},
      {"registries:\n  https://one.example:\n    scopes: ['@s']\n    serverType: artifactory\n",
       "@s/a@1.0.0", "https://one.example/@s/a/-/@s/a-1.0.0.tgz"},
      {"registries:\n  https://one.example:\n    scopes: ['@']\n    serverType: artifactory\n",
       "a@1.0.0", "https://one.example/a/-/a-1.0.0.tgz"},
      {"registries:\n  https://one.example:\n    prefix: corp\n", "a@corp:1.0.0+b",
       "https://one.example/a/-/a-1.0.0.tgz"},
      {"namedRegistries: {corp: https://corp.example/}", "a@corp:1.0.0",
       "https://corp.example/a/-/a-1.0.0.tgz"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(url_of(c.text, c.key) == c.url);
  }
}

TEST_CASE("where no registry is known, or a setting has another form, that is told") {
  CHECK(why_not("registry: https://one.example", "a@corp:1.0.0")
            .starts_with("no registry is known by the name corp, of a: give --registry corp:=URL"));
  CHECK(why_not("registry: https://one.example", "@jsr/a@1.0.0")
            .starts_with("no registry is known for @jsr/a: give --registry @jsr=URL"));
  CHECK(why_not("").starts_with("no registry is known for a: give --registry URL"));
  CHECK(why_not("registries: [x]") == "line 1: registries: want a mapping");
  CHECK(why_not("registries:\n  https://h/:\n    scopes: x\n") ==
        "line 3: scopes: want a list of scopes");
  CHECK(why_not("namedRegistries:\n  corp: [x]\n") == "line 2: corp: want a text");
}

TEST_CASE("a registry is a URL, or an object that says the type of its server, too") {
  CHECK(parse_registry("https://one.example").url == "https://one.example");
  const Registry typed =
      parse_registry(R"({"serverType":"artifactory","url":"https://one.example"})");
  CHECK(typed.url == "https://one.example");
  CHECK(typed.server_type == "artifactory");
  for (const std::string_view text :
       {R"({"url":"https://h"})", R"({"url":"https://h","serverType":"x"})",
        R"({"serverType":"npm"})", R"({"url":"https://h","serverType":"npm","a":1})"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(parse_registry(text),
                         R"(want a URL or {"url": "URL", "serverType": "artifactory"})", Error);
  }
}

TEST_CASE("the type that a registry was given is not that of the pnpm-workspace.yaml") {
  Registries registries;
  registries.set("", {"https://one.example", "npm"});
  registries.set_server_type("https://one.example/", "artifactory");
  CHECK(registries.tarball_url(PackageKey::parse("@s/a@1.0.0")) ==
        "https://one.example/@s/a/-/a-1.0.0.tgz");
}
