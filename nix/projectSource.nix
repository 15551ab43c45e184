# Of the tree with a lockfile, what `cafs link` reads: the lockfile, settings, the manifests of projects, patches, and
# directories that are packages. So that a change of any other file changes no path.
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    elem
    filter
    head
    listToAttrs
    match
    pathExists
    readFile
    ;
  text = import ./text.nix;
  inherit (text) hasPrefix removePrefix splitBy;
  inherit (import ./workspace.nix) below;

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

  inRoot = paths: filter (path: path != null) (map (below ".") paths);

  # "a" and "a/b" of "a/b/c"
  parentsOf =
    path:
    let
      parent = dirOf path;
    in
    if parent == "." then [ ] else [ parent ] ++ parentsOf parent;

  # The paths that patchedDependencies of a pnpm-workspace.yaml name, where a lockfile of pnpm 11 or 12 names none.
  patchesIn =
    workspace:
    let
      parts = splitBy "\n" workspace;
      isStart = line: match "patchedDependencies:[ \t\r]*" line != null;
      state = builtins.foldl' (
        { isInside, lines }:
        line:
        if isStart line then
          {
            isInside = true;
            inherit lines;
          }
        else if match "[ \t\r]*(#.*)?|[ \t].*" line != null then
          {
            inherit isInside;
            lines = if isInside then lines ++ [ line ] else lines;
          }
        else
          {
            isInside = false;
            inherit lines;
          }
      ) { isInside = false; lines = [ ]; } parts;
      pathOf = match "[ \t]+.*: +[\"']?([^\"' \t\r]([^\"']*[^\"' \t\r])?)[\"']?[ \t\r]*";
    in
    map head (filter (found: found != null) (map pathOf state.lines));
in
{
  src, # a path
  read, # what is in its lockfile
}:
let
  root = toString src;
  workspace = src + "/pnpm-workspace.yaml";
  projects = filter (directory: directory != ".") (inRoot (attrNames read.importers));
  ofProject = directory: [
    "${directory}/.npmrc"
    "${directory}/package.json"
  ];
  directories = inRoot (
    map (package: package.resolution.directory) (
      filter (package: package.resolution.type or "" == "directory") (attrValues read.packages)
    )
  );
  patches = read.patches ++ (if pathExists workspace then patchesIn (readFile workspace) else [ ]);
  files = [
    ".npmrc"
    "package.json"
    "pnpm-lock.yaml"
    "pnpm-workspace.yaml"
  ]
  ++ concatMap ofProject projects
  ++ inRoot patches;
  wanted = setOf files;
  parents = setOf (concatMap parentsOf (files ++ map (directory: "${directory}/package.json") directories));
  isInDirectory = path: builtins.any (one: one == "." || hasPrefix "${one}/" path) directories;
in
builtins.path {
  name = "project";
  path = src;
  filter =
    path: type:
    let
      relative = removePrefix "${root}/" path;
    in
    wanted ? ${relative}
    || type == "directory" && parents ? ${relative}
    || isInDirectory relative && !(elem (baseNameOf path) passedOver);
}
