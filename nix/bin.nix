# The executable of a release, which needs no other file, fetched by Nix' own fetcher. Its store path follows from the
# hash alone. So the paths of the fragments that it makes do not depend on anybody's nixpkgs.
#
#   cafs = import ./nix {
#     cafs = import ./nix/bin.nix { url = "https://host/cafs-0.2.0-x86_64-linux"; hash = "sha256-…"; };
#     system = "x86_64-linux";
#   };
let
  fetchExecutable =
    {
      url, # of the executable of one system; it must not be an archive
      # The hash of the executable file as it is in the Nix store. NIX-HASHES of the release has it for each file. With
      # "" the build fails, and the error says the hash.
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
