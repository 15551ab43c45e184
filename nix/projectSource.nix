# The files of a lockfile's tree that `cafs link` reads: the lockfile, settings, the manifests of projects, patches, and
# directories that are packages. A change of any other file changes no path.
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    filter
    ;
  inherit (import ./workspace.nix) below;
  patchesOfWorkspace = import ./patchesOfWorkspace.nix;
  selectedSource = import ./selectedSource.nix;

  inRoot = paths: filter (path: path != null) (map (below ".") paths);
in
{
  src, # a path
  read, # what is in its lockfile
}:
let
  projects = filter (directory: directory != ".") (inRoot (attrNames read.importers));
  ofProject = directory: [
    "${directory}/.npmrc"
    "${directory}/package.json"
  ];
  patches = read.patches ++ map (patch: patch.path) (patchesOfWorkspace src);
in
selectedSource {
  inherit src;
  files = [
    ".npmrc"
    "package.json"
    "pnpm-lock.yaml"
    "pnpm-workspace.yaml"
  ]
  ++ concatMap ofProject projects
  ++ inRoot patches;
  directories = inRoot (
    map (package: package.resolution.directory) (
      filter (package: package.resolution.type or "" == "directory") (attrValues read.packages)
    )
  );
}
