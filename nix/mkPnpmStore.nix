# The store of a pnpm-lock.yaml, in one of these ways:
#
#   lockfile            read by the evaluation, imported from a derivation if it is built
#   plan                the evaluation reads what `cafs plan --format json` wrote
#   lockfile, dynamic   a build reads the lockfile, and makes dynamic derivations of it
#   lockfile, hash      a build reads the lockfile; all tarballs are fetched by one hash
{
  target, # the system that packages are for
  fragmentsOfPlan,
  mergeStores,
  hashedStore,
  dynamicShards,
}:
let
  platform = import ./platform.nix;
  planOf = import ./plan.nix;
  planOfFile = import ./planFile.nix;
  registriesOf = import ./registries.nix;
in
{
  # path of the pnpm-lock.yaml, or a string like "${src}/pnpm-lock.yaml", which need not exist before it is read
  lockfile ? null,
  plan ? null, # in its place: path of what `cafs plan --format json` wrote
  dynamic ? false, # no file is read at evaluation: Nix 2.34 with dynamic-derivations and ca-derivations
  hash ? null, # of all tarballs: no file is read at evaluation
  netrc ? null, # with a hash: the path of a netrc with passwords for registries, as builds see it
  name ? "pnpm-store",
  registry ? null, # the default registry; else the one of a pnpm-workspace.yaml or .npmrc beside the lockfile
  registries ? { }, # { "@scope" = URL; "name:" = URL; … }, "name:" for a registry that is named in pnpm-workspace.yaml
  platforms ? [ (platform.ofSystem target) ], # whose optional packages are taken, like "linux-x64-glibc"; or "all"
  overrides ? { }, # { ID = { src = PATH; }; … } for packages that cannot be fetched by hash
  # only what these projects of the workspace need, by directory or name, with all that they link to; else all
  importers ? null,
  granularity ? 16, # so many derivations, each with several packages; "package": one each; "store": a single one
  # "none": the store is a list of fragments, which the hook merges where it installs. Otherwise how a merge places
  # files: "symlink", "copy", "reflink", "hardlink", "auto".
  link ? "none",
  pack ? false, # an archive for nixpkgs' pnpmConfigHook instead of a directory
  storeVersion ? "v10", # or "v11", of pnpm 11 and 12, "v3", of pnpm 9, or several: [ "v10" "v11" ]
  # false: builders of other machines may take fragments, shards and merge, but no list:
  # all that it lists would go there.
  preferLocal ? true,
  # For callers inside of the library: the content of a lockfile that they have read, and the keys of the packages that
  # are wanted.
  content ? null,
  only ? null,
}:
let
  wanted =
    if plan != null then
      planOfFile { inherit plan overrides; }
    else
      planOf (
        {
          inherit
            lockfile
            platforms
            overrides
            importers
            ;
          registries = registriesOf { inherit lockfile registry registries; };
        }
        // (if content == null then { } else { read = content; })
        // (if only == null then { } else { inherit only; })
      );
  runtimes = builtins.filter (entry: entry.bin != null) wanted;
  isForPnpm9 = storeVersion == "v3" || builtins.isList storeVersion && builtins.elem "v3" storeVersion;
  planned =
    if isForPnpm9 && runtimes != [ ] then
      throw (
        "pnpm-lock.yaml: ${(builtins.head runtimes).id} is a runtime, which pnpm 9 cannot install: "
        + "storeVersion = \"v3\" has none"
      )
    else
      wanted;
  # The arguments of each derivation that has content files.
  common = {
    inherit storeVersion preferLocal;
  };
  database = storeVersion != "v10" && storeVersion != "v3" && !pack;

  # The arguments for the ways in which a build reads the lockfile.
  read = common // {
    lockfile = import ./lockfileSource.nix lockfile;
    overrides = import ./overridesJson.nix overrides;
    planArguments = import ./planArguments.nix {
      inherit
        registry
        registries
        platforms
        importers
        ;
    };
  };
  unknown = throw "mkPnpmStore: dynamic = true: the packages are not known at evaluation";

  # { fragments; isStore; known; }: whether the only fragment is the store, and what is known of its packages
  made =
    if hash != null then
      hashedStore (
        read
        // {
          inherit
            name
            hash
            netrc
            database
            ;
        }
      )
    else if dynamic then
      {
        fragments = dynamicShards (read // { count = if granularity == "store" then 1 else granularity; });
        isStore = false;
        known = {
          packages = unknown;
          plan = unknown;
          tarballs = unknown;
        };
      }
    else
      fragmentsOfPlan {
        inherit
          planned
          name
          granularity
          database
          common
          ;
      };
  inherit (made) fragments;
  store =
    if made.isStore && !pack then
      builtins.head fragments
    else
      mergeStores {
        inherit
          name
          fragments
          link
          pack
          storeVersion
          ;
        preferLocal = preferLocal || link == "none" && !pack;
      };
in
store // made.known
