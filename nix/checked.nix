# Functions of the library, { mkPnpmStore = …; … }, with their arguments checked: a mistake ends the evaluation before
# anything is fetched or built. Inside of the library they are called as they are.
let
  inherit (builtins) isList length;
  inherit (import ./arguments.nix)
    aBool
    check
    fail
    lazy
    listOf
    nullOr
    setWith
    ;
  kinds = import ./kinds.nix;
  inherit (kinds) storeVersion;

  anEntry = setWith "an entry of a plan with its tarball: { id; integrity; tarball; gitHosted; … }" {
    id = kinds.aString;
    integrity = nullOr kinds.anIntegrity;
    tarball = kinds.aTarball;
    gitHosted = aBool;
  };

  # What plan and mkPnpmStore have in common.
  ofLockfile = {
    lockfile = lazy kinds.aLockfile;
    inherit (kinds) registries platforms importers;
    overrides = lazy kinds.overrides;
  };

  arguments = {
    "default.nix" = {
      pkgs = lazy kinds.nixpkgs;
    };
    mkLib = {
      cafs = lazy kinds.anExecutable;
      system = kinds.aSystem;
      target = lazy kinds.aTarget;
    };
    fetchTarball = {
      name = kinds.aName;
      url = kinds.aUrl;
      integrity = kinds.aFetchedIntegrity;
    };
    makePkgStore = {
      id = kinds.aString;
      tarball = lazy kinds.aTarball;
      integrity = nullOr kinds.anIntegrity;
      trusted = aBool;
      gitHosted = aBool;
      bin = nullOr kinds.aBin;
      prefix = nullOr kinds.aString;
      preferLocal = aBool;
      inherit storeVersion;
    };
    makeBatch = {
      name = kinds.aName;
      entries = lazy (listOf "the entries of a plan, with their tarballs" anEntry);
      database = aBool;
      preferLocal = aBool;
      inherit storeVersion;
    };
    mergeStores = {
      name = kinds.aName;
      fragments = lazy (listOf "a list of fragments" kinds.aFragment);
      pack = aBool;
      preferLocal = aBool;
      inherit (kinds) link;
      inherit storeVersion;
    };
    mkPnpmStore = ofLockfile // {
      name = kinds.aName;
      registry = nullOr kinds.aRegistry;
      pack = aBool;
      preferLocal = aBool;
      inherit (kinds) granularity link;
      inherit storeVersion;
    };
    plan = ofLockfile;
  };

  # An archive is for one version of pnpm's stores.
  packed =
    function: values:
    let
      versions = values.storeVersion or "v10";
    in
    if values.pack or false && isList versions && length versions > 1 then
      fail "a single one, because pack = true" "${function}: storeVersion" versions
    else
      values;

  together = {
    mergeStores = packed;
    mkPnpmStore = packed;
  };
in
builtins.mapAttrs (
  name: check name arguments.${name} (together.${name} or (function: values: values))
)
