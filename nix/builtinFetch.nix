# A file of a URL as a fixed-output derivation of Nix' own fetcher: no curl, no shell. Its store path depends on name
# and hash alone, so it is the same for every tool; the daemon's netrc opens private registries. The argument has the
# attributes that differ between derivations: name, url, executable, outputHash with its mode and algorithm, and others.
let
  impureEnvVars = import ./proxies.nix;
in
specific:
derivation (
  {
    inherit impureEnvVars;
    urls = [ specific.url ];
    builder = "builtin:fetchurl";
    system = "builtin";
    unpack = false;
    preferLocalBuild = true;
  }
  // specific
)
