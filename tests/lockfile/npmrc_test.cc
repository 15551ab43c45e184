#include "cafs/lockfile/npmrc.h"

#include <doctest/doctest.h>

#include "cafs/base/error.h"

using namespace cafs;

namespace {

std::string url_for(std::string_view npmrc, std::string_view key) {
  const Variables variables = [](std::string_view name) -> std::optional<std::string> {
    if (name == "HOST") return "https://host.example/";
    return std::nullopt;
  };
  return registries_of_npmrc(npmrc, variables).url_for(PackageKey::parse(key));
}

}  // namespace

TEST_CASE("an .npmrc names registries") {
  struct {
    std::string_view npmrc, key, url;
  } const cases[] = {
      {"registry=https://one.example", "a@1.0.0", "https://one.example/"},
      {"registry=https://one.example\nregistry=https://two.example/\n", "a@1.0.0",
       "https://two.example/"},
      {"\xEF\xBB\xBFregistry=https://one.example/\n", "a@1.0.0", "https://one.example/"},
      {"\tregistry\t=\thttps://one.example/\t\r\n", "a@1.0.0", "https://one.example/"},
      {"registry=https://one.example/\n@s:registry=https://two.example/\n", "@s/a@1.0.0",
       "https://two.example/"},
      {"registry=https://one.example/\n@s:registry=https://two.example/\n", "@t/a@1.0.0",
       "https://one.example/"},
      {"; registry=https://none.example/\nregistry = https://one.example/ ; why\n", "a@1.0.0",
       "https://one.example/"},
      {"registry=https://one.example/#why\n", "a@1.0.0", "https://one.example/"},
      {"registry='https://one.example/'\n", "a@1.0.0", "https://one.example/"},
      {"registry=${HOST}\n", "a@1.0.0", "https://host.example/"},
      {"registry=${NONE}\nregistry=https://one.example/\n", "a@1.0.0", "https://one.example/"},
      {"registry=HTTPS://one.example/\n", "a@1.0.0", "HTTPS://one.example/"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.npmrc);
    CHECK(url_for(c.npmrc, c.key) == c.url);
  }
}

TEST_CASE("a registry that is not known, or no URL, is told where it is wanted") {
  CHECK_THROWS_WITH_AS(url_for("", "a@1.0.0"),
                       doctest::Contains("no registry is known for a: give --registry URL"), Error);
  CHECK_THROWS_WITH_AS(url_for("@s:registry=${NONE}", "@s/a@1.0.0"),
                       "the registry of @s/a is \"${NONE}\": want a URL without variables", Error);
  CHECK(url_for("@s:registry=${NONE}\nregistry=https://one.example", "a@1.0.0") ==
        "https://one.example/");
}
