# A path of the store with these files of a tree, and with all of these directories except .git and node_modules. It
# depends on nothing else in the tree.
let
  inherit (builtins)
    any
    concatMap
    elem
    listToAttrs
    ;
  inherit (import ./text.nix) hasPrefix removePrefix;

  passedOver = [
    ".git"
    "node_modules"
  ];

  setOf =
    names:
    listToAttrs (
      map (name: {
        inherit name;
        value = null;
      }) names
    );

  # "a" and "a/b" of "a/b/c"
  parentsOf =
    path:
    let
      parent = dirOf path;
    in
    if parent == "." then [ ] else [ parent ] ++ parentsOf parent;
in
{
  src, # a path
  files, # relative to it, without a dot ahead
  directories, # likewise; "." is all
}:
let
  wanted = setOf files;
  parents = setOf (concatMap parentsOf (files ++ map (directory: "${directory}/package.json") directories));
  isInDirectory = path: any (one: one == "." || hasPrefix "${one}/" path) directories;
in
builtins.path {
  name = "project";
  path = src;
  filter =
    path: type:
    let
      relative = removePrefix "${toString src}/" path;
    in
    wanted ? ${relative}
    || type == "directory" && parents ? ${relative}
    || isInDirectory relative && !(elem (baseNameOf path) passedOver);
}
