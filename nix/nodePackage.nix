# A package of a lockfile that one can run: `bin/` has its commands, `lib/node_modules/NAME` the package. It depends on
# the package and its dependencies alone, and on nothing else in the lockfile: a store is made of these packages, `cafs
# link` lays out node_modules by their part of the lockfile, and the commands get wrappers.
{
  builder,
  system,
  mkPnpmStore,
  buildModules,
  stdenv, # of nixpkgs, for the shell of the wrappers, or null
}:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    genericClosure
    groupBy
    head
    replaceStrings
    toJSON
    ;
  linkArguments = import ./linkArguments.nix;
  text = import ./text.nix;
  selectedSource = import ./selectedSource.nix;
  inherit (import ./packageName.nix) nameOf unscoped versionOf;
  inherit (import ./reference.nix) linkOf snapshotOf;
  inherit (import ./workspace.nix) below;

  # The keys of all snapshots that a snapshot needs, its own included.
  reachedFrom =
    snapshots: key:
    let
      dependenciesOf =
        { key }:
        (snapshots.${key} or (throw "pnpm-lock.yaml: ${key} is needed, but not among the snapshots")).dependencies;
      step =
        item:
        map (
          dependency:
          if linkOf dependency == null then
            { key = snapshotOf dependency; }
          else
            throw (
              "mkNodePackages: ${item.key} depends on the project ${linkOf dependency} of the workspace: "
              + "only mkNodeModules can put it beside that"
            )
        ) (dependenciesOf item);
    in
    builtins.sort builtins.lessThan (
      map (item: item.key) (genericClosure {
        startSet = [ { inherit key; } ];
        operator = step;
      })
    );

  # The text of a member of the lockfile, unchanged.
  member =
    texts: key:
    let
      body = texts.${key};
    in
    if replaceStrings [ "\n" " " ] [ "" "" ] body == "" then
      "  ${toJSON key}: {}\n"
    else
      "  ${toJSON key}:\n${body}\n";

  section = name: members: "\n${name}:\n\n${concatStringsSep "\n" members}";
in
{
  name, # by which it is depended on
  key, # of its snapshot
  read, # what is in the lockfile
  lockfile,
  patches, # of the lockfile: [ { name; hash; path; } … ]
  layout,
  storeVersion,
  platforms,
  node,
  nodejs, # that runs it
  build,
  ofStore, # for mkPnpmStore
  ofBuilds, # for buildModules
}:
let
  root = dirOf lockfile;
  package = unscoped (nameOf key);
  storeName = text.storeName "${package}-${versionOf read.snapshots.${key}.package}";
  keys = reachedFrom read.snapshots key;
  packages = attrNames (groupBy (key: read.snapshots.${key}.package) keys);
  allKeys = concatStringsSep " " keys;
  patched = filter (patch: text.countOf "(patch_hash=${patch.hash})" allKeys > 0) patches;
  directories = filter (package: package.resolution.type or "" == "directory") (
    map (key: read.packages.${key}) packages
  );

  project =
    if builtins.isPath lockfile then
      selectedSource {
        src = root;
        files = map (patch: below "." patch.path) patched;
        directories = map (package: below "." package.resolution.directory) directories;
      }
    else
      root;

  locked = builtins.toFile "pnpm-lock.yaml" (
    builtins.unsafeDiscardStringContext (
      "lockfileVersion: '9.0'\n\nsettings:\n  integrityTarget: ${read.integrityTarget}\n"
      + (if patched == [ ] then "" else section "patchedDependencies" (map patchText patched))
      + section "importers" [
        "  .:\n    dependencies:\n      ${toJSON name}:\n        specifier: '*'\n        version: ${toJSON key}\n"
      ]
      + section "packages" (map (member read.texts.packages) packages)
      + section "snapshots" (map (member read.texts.snapshots) keys)
    )
  );
  patchText = { name, ... }@patch: "  ${toJSON name}: ${toJSON { inherit (patch) hash path; }}\n";

  store = mkPnpmStore (
    ofStore
    // {
      inherit lockfile storeVersion platforms;
      name = "${storeName}-store";
      content = read;
      only = packages;
    }
  );

  tree = derivation {
    name = "${storeName}-modules";
    inherit builder system;
    args =
      linkArguments {
        inherit
          project
          store
          layout
          storeVersion
          platforms
          ;
      }
      ++ [ "--lockfile" "${locked}" ]
    ++ (if node == null then [ ] else [ "--node" node ]);
    SOURCE_DATE_EPOCH = 1;
    preferLocalBuild = ofStore.preferLocal;
  };

  toBuild = filter (
    called: builtins.any (key: key == called || text.hasPrefix "${called}@" key) packages
  ) build;
  built = buildModules (
    ofBuilds
    // {
      name = "${storeName}-built";
      inherit tree;
      build = toBuild;
      nodejs' = nodejs;
    }
  );
in
derivation {
  name = storeName;
  inherit system;
  builder = "${nodejs}/bin/node";
  args = [ "${./nodePackage}/main.mjs" ];
  package = name;
  tree = if toBuild == [ ] then tree else built;
  shell = stdenv.shell;
  preferLocalBuild = true;
}
// {
  pname = package;
  version = versionOf read.snapshots.${key}.package;
  inherit store;
  meta.mainProgram = package;
}
