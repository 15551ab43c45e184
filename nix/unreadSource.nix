# Does the work of ./projectSource.nix where the evaluation does not parse the lockfile: the names of files tell which
# ones count. If words in the lockfile say that a package may be a directory, all files count.
lockfile:
let
  inherit (builtins) any baseNameOf elem;
  inherit (import ./text.nix) countOf hasSuffix;
  content = builtins.readFile lockfile;
  hasDirectories = any (words: countOf words content > 0) [
    "type: directory"
    "'directory'"
    "\"directory\""
  ];
  read = [
    ".npmrc"
    "package.json"
    "pnpm-workspace.yaml"
  ];
  passedOver = [
    ".git"
    "node_modules"
  ];
  isRead =
    path: name:
    path == toString lockfile || elem name read || hasSuffix ".patch" name || hasSuffix ".diff" name;
in
builtins.path {
  name = "project";
  path = dirOf lockfile;
  filter =
    path: type:
    let
      name = baseNameOf path;
    in
    if type == "directory" then !(elem name passedOver) else hasDirectories || isRead path name;
}
