# One tarball as a fixed-output derivation of Nix' own fetcher: no curl, no shell. Its store path depends on name
# and hash alone, so it is the same for every tool; the daemon's netrc opens private registries.
let
  impureEnvVars = import ./proxies.nix;
in
{
  name,
  url,
  integrity, # SRI
  after ? null, # a tarball that is to be fetched before this one: see lanes.nix
}:
let
  algorithm =
    if builtins.substring 0 7 integrity == "sha512-" then
      "sha512"
    else
      builtins.elemAt (builtins.match "([a-z0-9]+)-.*" integrity) 0;
in
derivation {
  inherit name url impureEnvVars;
  urls = [ url ];
  builder = "builtin:fetchurl";
  system = "builtin";
  outputHashMode = "flat";
  outputHashAlgo = algorithm;
  outputHash = integrity;
  executable = false;
  unpack = false;
  preferLocalBuild = true;
  ${if after == null then null else "after"} = "${after}";
}
