# A store by derivations that do without cafs: for each package bash starts Node.js with a script on pnpm's library, and
# the merge is a loop of cp.
{
  programs, # store path with bin/bash, bin/node and coreutils
  libraries, # store path of their shared libraries
  script, # store path with bench/peer and the node_modules that it wants
  system,
}:
packages: # [ { id, integrity, tarball } ]
let
  paths = builtins.mapAttrs (_: builtins.storePath) { inherit programs libraries script; };

  # The last command is `:`, a builtin of bash, because of find: it closes its output before it ends. Nix would take
  # that for the end of the builder, and would kill it.
  byBash =
    name: attributes: commands:
    derivation (
      paths
      // {
        inherit name system;
        builder = "${paths.programs}/bin/bash";
        args = [
          "-euc"
          "export PATH=$programs/bin; ${commands}\n:"
        ];
        preferLocalBuild = true;
      }
      // attributes
    );

  nameOf = id: builtins.replaceStrings [ "@" "/" ] [ "-" "-" ] (builtins.substring 1 (-1) "x${id}");

  fragmentOf =
    { id, integrity, tarball }:
    byBash "script${nameOf id}" {
      inherit id integrity tarball;
      CAFS_NODE_TOOLS = paths.script;
    } "node $script/bench/peer/pnpm-cafs-add.mjs $tarball $out $id $integrity";
in
byBash "pnpm-store-by-script"
  {
    fragments = builtins.concatStringsSep "\n" (
      map (entry: "${fragmentOf { inherit (entry) id integrity tarball; }}") packages
    );
    passAsFile = [ "fragments" ];
  }
  ''
    mkdir $out
    while read -r fragment || [ -n "$fragment" ]; do cp -rn --no-preserve=mode $fragment/. $out; done <$fragmentsPath
    find $out -type f -name '*-exec' -exec chmod +x {} +
  ''
