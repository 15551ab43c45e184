#include "cafs/derivation/store_path.h"

#include <doctest/doctest.h>

#include "cafs/derivation/base32.h"
#include "cafs/derivation/store_name.h"

using namespace cafs;

// The paths are those that Nix computes for vectors.nix.

TEST_CASE("hashes have Nix' digits") {
  CHECK(nix_base32({}) == "");
  CHECK(nix_base32(as_bytes("\x1f")) == "0z");
  CHECK(nix_base32(hash(HashAlgorithm::sha256, {}).bytes()) ==
        "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73");
}

TEST_CASE("a text has a path that depends on what it refers to") {
  const NixStore store("/nix/store");
  const std::string hello = store.text_path("hello.txt", "hello\n", {});
  CHECK(hello == "/nix/store/qa1w9gdfrba6jl2r57mb3c43863gqywp-hello.txt");
  CHECK(store.text_path("refs.txt", "see " + hello, {hello}) ==
        "/nix/store/b8bw5n24jqqq425d4wsya8f9kkdff781-refs.txt");
}

TEST_CASE("what is fetched has a path that depends on its name and its hash") {
  const NixStore store("/nix/store");
  CHECK(
      store.fixed_path("npm-b-1.0.0.tgz", Integrity::parse("sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")) ==
      "/nix/store/49lidcswngfn6z7wbki8j7kiirvm8lhc-npm-b-1.0.0.tgz");
}

TEST_CASE("the path in a store of something below it") {
  const NixStore store("/nix/store");
  CHECK(store.path_of("/nix/store/abc-x/bin/cafs") == "/nix/store/abc-x");
  CHECK(store.path_of("/nix/store/abc-x") == "/nix/store/abc-x");
  CHECK(store.path_of("/nix/store/") == "");
  CHECK(store.path_of("/nix/storey/abc") == "");
  CHECK(store.path_of("/usr/bin/cafs") == "");
}

TEST_CASE("the placeholder of an output") {
  CHECK(output_placeholder("out") == "/1rz4g4znpzjwh1xymhjpm42vipw92pr73vdgl6xs1hycac8kf2n9");
  CHECK(output_placeholder("shard.drv") == "/0hzbfv1i416xlj1na6v9cx2wd0pcfkb21xky2gi53g5wv9yyi3f1");
}

TEST_CASE("a name that Nix takes stays, another one gets a hash") {
  CHECK(store_name("scope+name-1.0.0") == "scope+name-1.0.0");
  const std::string cut = store_name(std::string(300, 'a'));
  CHECK(cut.starts_with(std::string(120, 'a') + "-"));
  CHECK(cut.size() == 120 + 1 + 32);
  CHECK(store_name("a=b").starts_with("a_b-"));
  CHECK(store_name("a=b") != store_name("a:b"));
  CHECK(store_name(".a").starts_with("_a-"));
  CHECK(store_name("").starts_with("-"));
}
