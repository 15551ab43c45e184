# Which packages of a lockfile some projects of its workspace need, with all projects that these link to, and what pnpm
# itself is configured with: the keys of packages, sorted.
#
# wanted       directories of projects, as the lockfile has them
# isInstalled  whether a package is: what it depends on is needed, then
{
  packages,
  importers,
  configDependencies,
  snapshots,
  ...
}:
wanted: isInstalled:
let
  inherit (import ./workspace.nix) below;
  inherit (builtins)
    concatMap
    elemAt
    filter
    groupBy
    match
    ;

  project = directory: {
    key = "project ${directory}";
    inherit directory;
  };
  snapshot = key: {
    key = "snapshot ${key}";
    inherit (snapshots.${key} or (throw "pnpm-lock.yaml: ${key} is needed, but not among the snapshots"))
      package
      dependencies
      ;
  };

  projectAt =
    directory: path:
    let
      found = below directory path;
    in
    if found != null && importers ? ${found} then [ (project found) ] else [ ];

  # What a dependency's version refers to: a project, a snapshot under the name or one that it names itself; nothing, for
  # a directory outside of the workspace.
  referredTo =
    directory:
    { name, version }:
    let
      own = "${name}@${version}";
      linked = match "link:(.*)" version;
    in
    if linked != null then
      projectAt directory (elemAt linked 0)
    else if namesItself version then
      [ (snapshot version) ]
    else
      [ (snapshot own) ];

  # `real@1.0.0`, and not `1.0.0(peer@1.0.0)` nor `file:a@b.tgz`
  namesItself = version: match "@.*|[^@:(]+@.*" version != null;

  ofProject = directory: concatMap (referredTo directory) importers.${directory};

  # A project that is installed by copying it is installed itself, too.
  injected =
    package:
    let
      inherit (packages.${package}) resolution;
    in
    if resolution.type or "" == "directory" then projectAt "." resolution.directory else [ ];

  ofSnapshot =
    { package, dependencies, ... }:
    injected package
    ++ (
      if isInstalled packages.${package} then
        concatMap (referredTo ".") dependencies
      else
        [ ]
    );

  found = builtins.genericClosure {
    startSet = map project wanted ++ concatMap (referredTo ".") configDependencies;
    operator = item: if item ? directory then ofProject item.directory else ofSnapshot item;
  };
in
builtins.attrNames (groupBy (item: item.package) (filter (item: item ? package) found))
