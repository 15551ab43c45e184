# Makes Nix compute the paths in /nix/store that derivation_test, store_path_test and emitter_test expect:
#   nix-instantiate --eval --strict --json --readonly-mode tests/derivation/vectors.nix
let
  cafs = builtins.toFile "cafs" "x";
  system = "x86_64-linux";
  sha512 = "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";
  sha1 = "sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=";
  hello = builtins.toFile "hello.txt" "hello\n";
  inherit
    (import ../../nix/library.nix {
      inherit cafs system;
      target = system;
      curl = null;
      certificates = null;
      stdenv = null;
      nodejs = null;
      python3 = null;
    })
    fetchTarball
    makeBatch
    ;
  a = fetchTarball {
    name = "npm-a-1.0.0.tgz";
    url = "https://registry.example/a/-/a-1.0.0.tgz";
    integrity = sha512;
  };
  b = fetchTarball {
    name = "npm-b-1.0.0.tgz";
    url = "https://registry.example/b/-/b-1.0.0.tgz";
    integrity = sha1;
    after = a;
  };
  shard = makeBatch {
    name = "npm-shard";
    entries = [
      {
        id = "a@1.0.0";
        integrity = sha512;
        tarball = a;
        gitHosted = false;
        src = null;
      }
      {
        id = "b@1.0.0";
        integrity = sha1;
        tarball = b;
        gitHosted = false;
        src = null;
      }
    ];
    storeVersion = "v11";
  };
in
{
  inherit cafs hello;
  referring = builtins.toFile "refs.txt" "see ${hello}";
  out = placeholder "out";
  a = a.drvPath;
  aOut = a.outPath;
  b = b.drvPath;
  bOut = b.outPath;
  shard = shard.drvPath;
  shardOut = shard.outPath;
}
