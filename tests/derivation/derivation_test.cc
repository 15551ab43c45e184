#include "cafs/derivation/derivation.h"

#include <doctest/doctest.h>

using namespace cafs;

TEST_CASE("a derivation is written as ATerm") {
  const Derivation derivation{
      .name = "x",
      .outputs = {{"b", {"", "text:sha256", ""}}, {"a", {"/nix/store/p-a", "", ""}}},
      .input_sources = {"/nix/store/2", "/nix/store/1"},
      .system = "x86_64-linux",
      .builder = "/bin/sh",
      .arguments = {"-c", "a \"b\" \\ \n\r\t"},
      .environment = {{"z", ""}, {"a", "1"}}};
  CHECK(derivation_text(derivation, {"/nix/store/y.drv", "/nix/store/x.drv"}) ==
        R"(Derive([("a","/nix/store/p-a","",""),("b","","text:sha256","")],)"
        R"([("/nix/store/y.drv",["out"]),("/nix/store/x.drv",["out"])],)"
        R"(["/nix/store/1","/nix/store/2"],"x86_64-linux","/bin/sh",)"
        R"(["-c","a \"b\" \\ \n\r\t"],[("a","1"),("z","")]))");
}

TEST_CASE("without anything a derivation has empty lists") {
  CHECK(derivation_text({}, {}) == R"(Derive([],[],[],"","",[],[]))");
}

TEST_CASE("the path of an output does not depend on the one it had") {
  const NixStore store("/nix/store");
  Derivation derivation{.name = "x",
                        .outputs = {},
                        .input_sources = {},
                        .system = "s",
                        .builder = "b",
                        .arguments = {},
                        .environment = {}};
  set_output_path(derivation, {}, store);
  const std::string path = derivation.outputs.at("out").path;
  CHECK(path.ends_with("-x"));
  CHECK(derivation.environment.at("out") == path);
  set_output_path(derivation, {}, store);
  CHECK(derivation.outputs.at("out").path == path);
  set_output_path(derivation, {{"/nix/store/y.drv", "hash"}}, store);
  CHECK(derivation.outputs.at("out").path != path);
}
