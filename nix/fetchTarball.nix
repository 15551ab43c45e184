# One tarball by Nix' own fetcher.
let
  fetch = import ./builtinFetch.nix;
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
fetch {
  inherit name url;
  outputHashMode = "flat";
  outputHashAlgo = algorithm;
  outputHash = integrity;
  executable = false;
  ${if after == null then null else "after"} = "${after}";
}
