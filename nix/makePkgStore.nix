# One tarball as a fragment, a store of one package: a derivation whose builder is `cafs add` itself, without stdenv
# and without a shell. Its path depends on tarball, id, integrity and cafs alone.
{ builder, system }:
let
  text = import ./text.nix;
  nameOf = id: text.storeName (text.removePrefix "@" id);
in
{
  id, # what the lockfile calls the package
  tarball,
  integrity ? null, # SRI; must be given unless the package is git-hosted
  trusted ? false, # the tarball is a fixed-output derivation with this very integrity
  gitHosted ? false, # pnpm finds the package by its id alone
  bin ? null, # of a runtime, as the lockfile has it: a path, or { NAME = PATH; … }
  prefix ? null, # the directory in the zip of a runtime
  storeVersion ? "v10", # or "v11", of pnpm 11 and 12, "v3", of pnpm 9, or several
  preferLocal ? true, # false: builders of other machines may take it
}:
derivation {
  name = "${nameOf id}-pnpm-store";
  inherit builder system;
  args = [
    "add"
    "--store"
    (placeholder "out")
    "--id"
    id
  ]
  ++ (if integrity == null then [ ] else [ "--integrity" integrity ])
  ++ (if trusted then [ "--trusted" ] else [ ])
  ++ (if gitHosted then [ "--git-hosted" ] else [ ])
  ++ (if bin == null then [ ] else [ "--bin" (builtins.toJSON bin) ])
  ++ (if prefix == null then [ ] else [ "--prefix" prefix ])
  ++ import ./storeVersion.nix storeVersion
  ++ [ "${tarball}" ];
  preferLocalBuild = preferLocal;
}
