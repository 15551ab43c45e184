# The registries of a lockfile, { default = URL or null; "@scope" = URL; … }: those of an .npmrc beside it, under those
# that are given.
{
  lockfile,
  registry ? null,
  registries ? { },
}:
let
  npmrc = dirOf lockfile + "/.npmrc";
  readNpmrc = import ./npmrc.nix;
in
(if builtins.pathExists npmrc then readNpmrc (builtins.readFile npmrc) else { default = null; })
// registries
// (if registry == null then { } else { default = registry; })
