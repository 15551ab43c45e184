# The packages of a lockfile, as derivations that one can run (see ./nodePackage.nix):
#
#   NAME                 what the root depends on by this name
#   PROJECT.NAME         what another project depends on, by its directory or its name
#   "NAME@VERSION"       any package. If one version exists several times, because of its peers, it is an error that
#                        lists the keys of the snapshots
#   "KEY"                the package with such a key
{
  target, # the system that packages are for
  nodePackage,
  nodejs, # that runs commands, or null
  stdenv, # of nixpkgs, or null
}:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    groupBy
    head
    length
    listToAttrs
    mapAttrs
    ;
  platform = import ./platform.nix;
  readLockfile = import ./lockfile;
  workspace = import ./workspace.nix;
  patchesOfWorkspace = import ./patchesOfWorkspace.nix;
  inherit (import ./packageName.nix) nameOf;
  inherit (import ./reference.nix) linkOf snapshotOf;
  ofLibrary = nodejs;

  # The patches of a lockfile with their paths. pnpm-workspace.yaml has the paths that the lockfile lacks.
  patchesOf =
    root: patches:
    let
      told = listToAttrs (
        map (patch: {
          inherit (patch) name;
          value = patch.path;
        }) (patchesOfWorkspace root)
      );
      pathOf =
        patch:
        if patch.path != null then
          patch.path
        else
          told.${patch.name}
            or (throw "pnpm-workspace.yaml: patchedDependencies does not say where the patch of ${patch.name} is");
    in
    map (patch: patch // { path = pathOf patch; }) patches;
in
{
  src ? null, # the tree with the lockfile; default: the lockfile's directory
  lockfile ? src + "/pnpm-lock.yaml",
  pnpm ? "10", # whose layout: "10", "11" or "12"
  node ? null, # the version of Node.js that is used: optional packages that are not for it are left out
  platforms ? [ (platform.ofSystem target) ],
  registry ? null,
  registries ? { },
  overrides ? { },
  granularity ? "store", # of the store that each package is made from
  preferLocal ? true,
  nodejs ? ofLibrary, # that runs the commands
  build ? [ ], # names of packages whose scripts are run
  nativeBuildInputs ? [ ],
  buildInputs ? [ ],
  buildEnv ? { },
}:
let
  read = readLockfile (baseNameOf (toString lockfile)) (builtins.readFile lockfile);
  root = dirOf lockfile;
  patches = patchesOf root read.patchedDependencies;
  packageAs =
    name: key:
    if nodejs == null || stdenv == null then
      throw (
        "mkNodePackages needs what runs commands: "
        + "mkLib { stdenv = pkgs.stdenv; nodejs = pkgs.nodejs; python3 = pkgs.python3; … }"
      )
    else
      nodePackage {
        inherit
          name
          key
          read
          lockfile
          patches
          platforms
          node
          nodejs
          build
          ;
        layout = pnpm;
        storeVersion = if pnpm == "10" then "v10" else "v11";
        ofStore = {
          inherit
            registry
            registries
            overrides
            granularity
            preferLocal
            ;
        };
        ofBuilds = { inherit nativeBuildInputs buildInputs buildEnv; };
      };

  # The dependencies of a project that are packages.
  ofProject =
    dependencies:
    listToAttrs (
      map (dependency: {
        inherit (dependency) name;
        value = packageAs dependency.name (snapshotOf dependency);
      }) (filter (dependency: linkOf dependency == null) dependencies)
    );
  byDirectory = mapAttrs (directory: ofProject) (removeAttrs read.importers [ "." ]);
  byName = listToAttrs (
    filter (named: named.name != null) (
      map (directory: {
        name = workspace.nameOf root directory;
        value = byDirectory.${directory};
      }) (attrNames byDirectory)
    )
  );

  bySnapshot = mapAttrs (key: snapshot: packageAs (nameOf snapshot.package) key) read.snapshots;
  byPackage = mapAttrs (
    package: keys:
    if length keys == 1 then
      bySnapshot.${head keys}
    else
      throw (
        "mkNodePackages: ${package} is there with several peers: "
        + "want one of ${concatStringsSep ", " (map builtins.toJSON keys)}"
      )
  ) (groupBy (key: read.snapshots.${key}.package) (attrNames read.snapshots));
in
bySnapshot // byPackage // byName // byDirectory // ofProject (read.importers."." or [ ])
