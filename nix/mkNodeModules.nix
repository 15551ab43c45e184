# The node_modules of a pnpm-lock.yaml, of all projects of its workspace: a derivation whose builder is `cafs link`,
# from the fragments of mkPnpmStore as they are: no merge, no stdenv, neither pnpm nor Node.js. With it come the
# attributes packages, plan and tarballs of mkPnpmStore, store, the list of the fragments, and shellHook, for a
# development shell. If packages have to be built, buildModules.nix does that on top; `plain` is the tree without
# builds.
{
  builder,
  system,
  target, # the system that packages are for
  mkPnpmStore,
  buildModules,
}:
let
  platform = import ./platform.nix;
  linkArguments = import ./linkArguments.nix;
  projectSource = import ./projectSource.nix;
  unreadSource = import ./unreadSource.nix;
  readLockfile = import ./lockfile;
  needed = import ./needed.nix;
  workspace = import ./workspace.nix;
  mentionsBuilds = import ./mentionsBuilds.nix;
  inherit (import ./text.nix) hasPrefix;
  hook = ./hook;
  inherit (builtins)
    any
    attrNames
    concatMap
    elem
    filter
    head
    isList
    ;

  option = isOn: name: if isOn then [ name ] else [ ];
  valued = name: value: if value == null then [ ] else [ name value ];
in
{
  src ? null, # the tree with the lockfile; default: the lockfile's directory
  lockfile ? src + "/pnpm-lock.yaml", # its pnpm-lock.yaml
  plan ? null, # what `cafs plan --format json` wrote: the evaluation reads that, and not the lockfile
  dynamic ? false, # as mkPnpmStore has it, and so hash and netrc: the evaluation reads neither
  hash ? null,
  netrc ? null,
  name ? "node-modules",
  pnpm ? null, # whose layout: "10", "11" or "12"; default: what the storeVersion is for, "12" for v11
  storeVersion ? null, # default: what pnpm reads
  importers ? null, # projects of the workspace, by directory or name, with all that they link to; else all
  prod ? false, # leave out devDependencies
  dev ? false, # only those
  optional ? true, # false: leave out optionalDependencies
  node ? null, # the version of Node.js that is used: optional packages that are not for it are left out
  platforms ? [ (platform.ofSystem target) ], # as mkPnpmStore has them, and so all that follows
  registry ? null,
  registries ? { },
  overrides ? { },
  granularity ? 16,
  preferLocal ? true,
  build ? null, # names of packages whose scripts are run; null: those that the project's settings allow; [ ]: none
  nodejs ? null, # that these are built for
  nativeBuildInputs ? [ ], # what their scripts need
  buildInputs ? [ ],
  buildEnv ? { }, # variables that they see
}:
let
  isOfV11 = storeVersion == "v11" || isList storeVersion && !(elem "v10" storeVersion);
  layout = if pnpm != null then pnpm else if isOfV11 then "12" else "10";
  version = if layout == "10" then "v10" else "v11";

  isPath = builtins.isPath lockfile;
  read = readLockfile (baseNameOf (toString lockfile)) (builtins.readFile lockfile);
  root = dirOf lockfile;
  isRead = plan == null && !dynamic && hash == null;
  project =
    if isPath && !isRead then
      unreadSource lockfile
    else if isPath then
      projectSource {
        src = root;
        inherit read;
      }
    else
      root;

  # The importers, and the projects that they link to, which need node_modules, too.
  selected =
    if importers == null then
      [ ]
    else
      (needed read (concatMap (workspace.directoriesOf {
        inherit root;
        known = read.importers;
      }) importers) (package: true)).directories;

  ofStore = {
    inherit
      platforms
      registry
      registries
      overrides
      granularity
      preferLocal
      ;
    storeVersion = if storeVersion == null then version else storeVersion;
    name = "${name}-store";
  };
  store = mkPnpmStore (
    ofStore
    // (
      if isRead then
        {
          inherit lockfile importers;
          content = read;
        }
      else if plan != null then
        { inherit plan; }
      else
        {
          inherit
            lockfile
            dynamic
            hash
            netrc
            ;
        }
    )
  );

  tree = derivation {
    inherit name builder system;
    args = linkArguments {
      inherit project store layout platforms;
      storeVersion = version;
    }
    ++ concatMap (directory: [ "--importer" directory ]) selected
    ++ option prod "--prod"
    ++ option dev "--dev"
    ++ option (!optional) "--no-optional"
    ++ valued "--node" node;
    SOURCE_DATE_EPOCH = 1;
    preferLocalBuild = preferLocal;
  };

  # A project that the evaluation cannot read may allow builds.
  isBuilt = if build == null then !(isRead || isPath) || mentionsBuilds root else build != [ ];
  strangers = filter (
    called: !(any (key: key == called || hasPrefix "${called}@" key) (attrNames read.packages))
  ) build;
  built = buildModules {
    inherit
      name
      tree
      nativeBuildInputs
      buildInputs
      buildEnv
      ;
    nodejs' = nodejs;
    build =
      if build != null && isRead && strangers != [ ] then
        throw "mkNodeModules: build: there is no package ${head strangers} in pnpm-lock.yaml"
      else
        build;
  };
  result = if isBuilt then built else tree;
in
result
// {
  inherit store;
  plain = tree;
  inherit (store) packages plan tarballs;
  shellHook = ''
    source ${hook}/install.sh
    source ${hook}/modules.sh
    cafs_enter_modules ${result} ${project}/pnpm-lock.yaml
  '';
}
