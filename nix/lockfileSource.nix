# The path of a lockfile for a build, as a string. A lockfile in the source tree comes with the files that are read
# beside it and no others: settings that name registries, manifests for the names of projects, and tarballs.
let
  inherit (import ./text.nix) hasSuffix;
  read = [
    ".npmrc"
    "package.json"
    "pnpm-workspace.yaml"
  ];
  isTarball =
    name:
    builtins.any (ending: hasSuffix ending name) [
      ".tgz"
      ".tar.gz"
      ".tar"
    ];
  passedOver = [
    ".git"
    "node_modules"
  ];
in
lockfile:
let
  isWanted =
    path: type:
    let
      name = baseNameOf path;
    in
    if type == "directory" then
      !(builtins.elem name passedOver)
    else
      path == toString lockfile || builtins.elem name read || isTarball name;
  directory = builtins.path {
    name = "lockfile";
    path = dirOf lockfile;
    filter = isWanted;
  };
in
if builtins.isPath lockfile then "${directory}/${baseNameOf lockfile}" else "${lockfile}"
