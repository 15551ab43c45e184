# Which packages of a lockfile pnpm installs for some projects of its workspace, with all projects that these link to:
# { keys; directories; }, the keys of packages and the directories of projects, sorted. With any project, pnpm installs
# the dependencies of the workspace's root, and the packages that configure pnpm.
#
# wanted       directories of projects, as the lockfile has them
# isInstalled  whether a package is installed; if so, its dependencies are needed
{
  packages,
  importers,
  configDependencies,
  snapshots,
  ...
}:
wanted: isInstalled:
let
  inherit (import ./reference.nix) linkOf snapshotOf;
  inherit (import ./workspace.nix) below;
  inherit (builtins) concatMap filter groupBy;

  # A selected project. The projects that it links to are selected, too.
  project = directory: {
    key = "project ${directory}";
    inherit directory;
    isSelected = true;
  };

  # A project to which the root or a package links. pnpm installs its dependencies, but reads its links as if they were
  # the root's.
  linked = directory: {
    key = "linked ${directory}";
    inherit directory;
    isSelected = false;
  };

  # A snapshot. isReached is false if only packages that are not installed lead to it.
  snapshot = isReached: key: {
    key = "${if isReached then "snapshot" else "skipped"} ${key}";
    inherit isReached;
    inherit (snapshots.${key} or (throw "pnpm-lock.yaml: ${key} is needed, but not among the snapshots"))
      package
      dependencies
      ;
  };

  # What a dependency refers to: a snapshot; a project, by `toProject`; nothing, for a directory outside of the
  # workspace.
  referredTo =
    isReached: toProject: dependency:
    let
      link = linkOf dependency;
    in
    if link != null then toProject link else [ (snapshot isReached (snapshotOf dependency)) ];

  projectAt =
    kind: base: path:
    let
      found = below base path;
    in
    if found != null && importers ? ${found} then [ (kind found) ] else [ ];

  # If the snapshot is a copy of a project, that project is selected, too.
  withCopied =
    item:
    let
      inherit (packages.${item.package}) resolution;
    in
    if item ? package && resolution.type or "" == "directory" then
      [ item ] ++ projectAt project "." resolution.directory
    else
      [ item ];

  ofProject =
    { directory, isSelected, ... }:
    if isSelected then
      concatMap withCopied (
        concatMap (referredTo true (projectAt project directory)) importers.${directory}
      )
    else
      concatMap (referredTo true (projectAt linked ".")) importers.${directory};

  ofSnapshot =
    {
      package,
      dependencies,
      isReached,
      ...
    }:
    concatMap (referredTo (isReached && isInstalled packages.${package}) (
      projectAt linked "."
    )) dependencies;

  found = builtins.genericClosure {
    startSet =
      map project wanted
      ++ projectAt linked "." "."
      ++ concatMap (referredTo true (_: [ ])) configDependencies;
    operator = item: if item ? directory then ofProject item else ofSnapshot item;
  };

  # A package that is not optional is needed by some other project, so pnpm does not skip it here either.
  isNeeded = item: item ? package && (item.isReached || !packages.${item.package}.optional);
in
{
  keys = builtins.attrNames (groupBy (item: item.package) (filter isNeeded found));
  directories = builtins.attrNames (groupBy (item: item.directory) (filter (item: item ? directory) found));
}
