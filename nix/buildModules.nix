# node_modules in which packages have been built, from those that `cafs link` made: a derivation that runs their
# scripts, as pnpm does, without a network. What a script makes is part of it; packages that have nothing to do with it
# are links.
{
  stdenv, # of nixpkgs, with a compiler; null: nothing can be built
  nodejs, # that packages are built for, with npm, whose node-gyp is used
  python3,
}:
{
  name,
  tree, # what `cafs link` made
  build, # names of packages, or null for those that the settings of the project allow
  nodejs', # instead of the above, or null
  nativeBuildInputs,
  buildInputs,
  buildEnv, # more variables
}:
let
  node = if nodejs' == null then nodejs else nodejs';
  without = throw (
    "build needs a compiler: mkLib { stdenv = pkgs.stdenv; nodejs = pkgs.nodejs; python3 = pkgs.python3; … }, "
    + "or build = [ ]"
  );
in
if stdenv == null || node == null || python3 == null then
  without
else
  stdenv.mkDerivation (
    buildEnv
    // {
      inherit name tree buildInputs;
      wanted = builtins.toJSON build;
      nativeBuildInputs = [
        node
        python3
      ]
      ++ nativeBuildInputs;
      npm_config_node_gyp = "${node}/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js";
      npm_config_nodedir = "${node.dev or node}";
      buildCommand = "node ${./builds}/main.mjs";
    }
  )
