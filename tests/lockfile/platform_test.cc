#include "cafs/lockfile/platform.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a platform is read in Node's words and in Nix'") {
  struct {
    std::string_view text;
    Platform platform;
  } const cases[] = {
      {"linux-x64-glibc", {"linux", "x64", "glibc"}},
      {"linux-x64", {"linux", "x64", ""}},
      {"darwin-arm64", {"darwin", "arm64", ""}},
      {"x86_64-linux", {"linux", "x64", "glibc"}},
      {"aarch64-darwin", {"darwin", "arm64", ""}},
      {"riscv64-linux", {"linux", "riscv64", "glibc"}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(parse_platform(c.text) == c.platform);
  }
  for (const std::string_view text : {"", "linux", "linux-x65", "linux-x64-glibc2",
                                      "linux-x64-glibc-x", "-", "x64-linux-glibc"}) {
    CAPTURE(text);
    CHECK(!parse_platform(text));
  }
}

TEST_CASE("a package is for a platform by pnpm's rule for its lists") {
  const Platform linux_x64{"linux", "x64", "glibc"};
  struct {
    std::vector<std::string_view> os;
    bool is_for;
  } const cases[] = {
      {{}, true},
      {{"linux"}, true},
      {{"darwin", "linux"}, true},
      {{"darwin"}, false},
      {{"!win32"}, true},
      {{"!linux"}, false},
      {{"!win32", "darwin"}, false},
      {{"any"}, true},
      {{"any", "darwin"}, false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.os.size());
    CHECK(is_for(linux_x64, {.os = c.os, .cpu = {}, .libc = {}}) == c.is_for);
  }
  CHECK(is_for({"linux", "x64", ""}, {.os = {}, .cpu = {}, .libc = {"musl"}}));
  CHECK(!is_for(linux_x64, {.os = {}, .cpu = {}, .libc = {"musl"}}));
  CHECK(!is_for(linux_x64, {.os = {"linux"}, .cpu = {"arm64"}, .libc = {}}));
}
