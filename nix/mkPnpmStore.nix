# The store of a pnpm-lock.yaml, in one of these ways:
#
#   lockfile          read by the evaluation, imported from a derivation if it is built
#   plan              what `cafs plan --format json` wrote is read in its place
#   lockfile, hash    the lockfile is built, and not read by the evaluation
{
  target, # the system that packages are for
  fetchTarball,
  makePkgStore,
  makeBatch,
  mergeStores,
  hashedStore,
}:
let
  platform = import ./platform.nix;
  planOf = import ./plan.nix;
  planOfFile = import ./planFile.nix;
  registriesOf = import ./registries.nix;
  inLanes = import ./lanes.nix;

  # A file of the source tree must come into the store under a name that Nix takes.
  tarballOf =
    entry: after:
    if entry.src == null then
      fetchTarball {
        name = entry.file;
        inherit (entry) url integrity;
        inherit after;
      }
    else if builtins.isPath entry.src then
      builtins.path {
        name = entry.file;
        path = entry.src;
      }
    else
      "${entry.src}";

  packageOf =
    common: entry:
    makePkgStore (
      common
      // {
        inherit (entry)
          id
          integrity
          tarball
          gitHosted
          bin
          prefix
          ;
        trusted = entry.src == null;
      }
    );

  # Of a runtime with an archive for each platform, one.
  byId =
    value: entries:
    builtins.listToAttrs (
      map (entry: {
        name = entry.id;
        value = value entry;
      }) entries
    );
in
{
  lockfile ? null, # path of the pnpm-lock.yaml; with a hash a string like "${src}/pnpm-lock.yaml"
  plan ? null, # in its place: path of what `cafs plan --format json` wrote
  hash ? null, # of all tarballs, for a lockfile that is not there at evaluation
  netrc ? null, # with a hash: the path of a netrc with passwords for registries, as builds see it
  name ? "pnpm-store",
  registry ? null, # the default registry; else the one of a pnpm-workspace.yaml or .npmrc beside the lockfile
  registries ? { }, # { "@scope" = URL; "name:" = URL; … }, "name:" for a registry that is named in pnpm-workspace.yaml
  platforms ? [ (platform.ofSystem target) ], # whose optional packages are taken, like "linux-x64-glibc"; or "all"
  overrides ? { }, # { ID = { src = PATH; }; … } for what no hash can fetch
  importers ? null, # projects of the workspace, by directory or name, that it is for, with all that they link to; else all
  granularity ? 16, # so many derivations, each with several packages; "package": one each; "store": a single one
  # "none": the store is a list of fragments, which the hook merges where it installs; else how a merge places files:
  # "symlink", "copy", "reflink", "hardlink", "auto".
  link ? "none",
  pack ? false, # an archive for nixpkgs' pnpmConfigHook instead of a directory
  storeVersion ? "v10", # or "v11", of pnpm 11 and 12, "v3", of pnpm 9, or several: [ "v10" "v11" ]
  # false: builders of other machines may take fragments, shards and merge, but no list: all that it lists would go there.
  preferLocal ? true,
}:
let
  wanted =
    if plan != null then
      planOfFile { inherit plan overrides; }
    else
      planOf {
        inherit
          lockfile
          platforms
          overrides
          importers
          ;
        registries = registriesOf { inherit lockfile registry registries; };
      };
  runtimes = builtins.filter (entry: entry.bin != null) wanted;
  isForPnpm9 = storeVersion == "v3" || builtins.isList storeVersion && builtins.elem "v3" storeVersion;
  planned =
    if isForPnpm9 && runtimes != [ ] then
      throw "pnpm-lock.yaml: ${(builtins.head runtimes).id} is a runtime, which pnpm 9 cannot install: storeVersion = \"v3\" has none"
    else
      wanted;
  # Of each derivation that has content.
  common = {
    inherit storeVersion preferLocal;
  };
  # What is taken one by one waits for no other.
  entries = map (entry: entry // { tarball = tarballOf entry null; }) planned;
  packages = byId (packageOf common) entries;
  # What is needed as a whole.
  shards = inLanes tarballOf (if builtins.isInt granularity then granularity else 1) planned;
  laned = builtins.concatMap (shard: shard.entries) shards;
  database = storeVersion != "v10" && storeVersion != "v3" && !pack;
  isHashed = hash != null;
  hashed = hashedStore (
    common
    // {
      inherit
        name
        hash
        netrc
        overrides
        database
        ;
      lockfile = "${lockfile}";
      planArguments = import ./planArguments.nix {
        inherit
          registry
          registries
          platforms
          importers
          ;
        hasOverrides = true;
      };
    }
  );
  whole =
    if isHashed then
      hashed.store
    else
      makeBatch (
        common
        // {
          inherit name database;
          entries = laned;
        }
      );
  isEmpty = !isHashed && entries == [ ];
  isWhole = isHashed || granularity == "store";
  fragments =
    if granularity == "package" && !isHashed then
      map (packageOf common) laned
    else if isWhole then
      (if isEmpty then [ ] else [ whole ])
    else
      map (
        shard:
        makeBatch (
          common
          // {
            name = "${name}-shard-${shard.name}";
            inherit (shard) entries;
          }
        )
      ) shards;
  # A single fragment is the store.
  needsMerge = !isWhole || pack || isEmpty;
  store =
    if needsMerge then
      mergeStores {
        inherit
          name
          fragments
          link
          pack
          storeVersion
          ;
        preferLocal = preferLocal || link == "none" && !pack;
      }
    else
      whole;
in
store
// (
  if isHashed then
    { inherit (hashed) plan tarballs; }
  else
    {
      inherit packages;
      plan = entries;
      tarballs = byId (entry: entry.tarball) entries;
    }
)
