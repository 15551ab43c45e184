# cafs as a release has it, an executable that stands alone, by Nix' own fetcher. Its path follows from the hash and
# nothing else: so do those of all fragments that it makes, which stay what they are whatever nixpkgs somebody has.
#
#   cafs = import ./nix {
#     cafs = import ./nix/bin.nix { url = "https://host/cafs-0.2.0-x86_64-linux"; hash = "sha256-…"; };
#     system = "x86_64-linux";
#   };
let
  fetchExecutable =
    {
      url, # of the executable of one system, as it is: no archive
      # Of what is in the store, a file that may be executed: the release's NIX-HASHES names it for each file. With ""
      # the build fails, and says it.
      hash,
    }:
    "${
      import ./builtinFetch.nix {
        name = "cafs";
        inherit url;
        outputHashMode = "recursive";
        outputHashAlgo = "sha256";
        outputHash = hash;
        executable = true;
      }
    }";
in
(import ./checked.nix { "bin.nix" = fetchExecutable; })."bin.nix"
