# Functions of the library, { mkPnpmStore = …; … }, with their arguments checked: a mistake ends the evaluation before
# anything is fetched or built. The library itself calls them without these checks.
let
  inherit (builtins)
    attrNames
    filter
    head
    isList
    length
    ;
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

  # Whether the lockfile is read by a derivation, and not by the evaluation.
  isBuilt = given: given.hash or null != null || given.dynamic or false == true;

  arguments = {
    "default.nix" = {
      pkgs = lazy kinds.nixpkgs;
    };
    "bin.nix" = {
      url = kinds.aUrl;
      hash = kinds.aHash;
    };
    mkLib = {
      cafs = lazy kinds.anExecutable;
      system = kinds.aSystem;
      target = lazy kinds.aTarget;
      curl = lazy (nullOr kinds.anExecutable);
      certificates = lazy (nullOr kinds.aCertificates);
      stdenv = lazy (nullOr kinds.aStdenv);
      nodejs = lazy (nullOr kinds.aNodejs);
      python3 = lazy (nullOr kinds.aPython);
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
      lockfile = given: lazy (if isBuilt given then kinds.aLockfileToCome else kinds.aLockfile);
      plan = lazy (nullOr kinds.aPlan);
      dynamic = aBool;
      hash = nullOr kinds.aHash;
      netrc = nullOr kinds.aNetrc;
      name = kinds.aName;
      registry = nullOr kinds.aRegistry;
      pack = aBool;
      preferLocal = aBool;
      inherit (kinds) granularity link;
      inherit storeVersion;
    };
    mkNodeModules = ofLockfile // {
      lockfile = given: lazy (if isBuilt given then kinds.aNamedLockfileToCome else kinds.aNamedLockfile);
      plan = lazy (nullOr kinds.aPlan);
      dynamic = aBool;
      hash = nullOr kinds.aHash;
      netrc = nullOr kinds.aNetrc;
      src = given: lazy (nullOr (if isBuilt given then kinds.aSourceToCome else kinds.aSource));
      platforms = kinds.listedPlatforms;
      registry = nullOr kinds.aRegistry;
      name = kinds.aName;
      pnpm = nullOr kinds.aPnpm;
      prod = aBool;
      dev = aBool;
      optional = aBool;
      node = nullOr kinds.aNodeVersion;
      preferLocal = aBool;
      build = nullOr kinds.someNames;
      nodejs = lazy (nullOr kinds.aNodejs);
      nativeBuildInputs = lazy kinds.someInputs;
      buildInputs = lazy kinds.someInputs;
      buildEnv = lazy kinds.someVariables;
      inherit (kinds) granularity;
      storeVersion = nullOr storeVersion;
    };
    mkNodePackages = removeAttrs ofLockfile [ "importers" ] // {
      src = lazy (nullOr kinds.aSource);
      platforms = kinds.listedPlatforms;
      registry = nullOr kinds.aRegistry;
      pnpm = kinds.aPnpm;
      node = nullOr kinds.aNodeVersion;
      preferLocal = aBool;
      build = kinds.someNames;
      nodejs = lazy kinds.aNodejs;
      nativeBuildInputs = lazy kinds.someInputs;
      buildInputs = lazy kinds.someInputs;
      buildEnv = lazy kinds.someVariables;
      inherit (kinds) granularity;
    };
    plan = ofLockfile;
  };

  # An archive (pack = true) is for one version of pnpm's stores.
  packed =
    function: values:
    let
      versions = values.storeVersion or "v10";
    in
    if values.pack or false && isList versions && length versions > 1 then
      fail "a single one, because pack = true" "${function}: storeVersion" versions
    else
      values;

  # Exactly one of the ways that ./mkPnpmStore.nix lists, and only arguments that belong to it.
  sourced =
    function: values:
    let
      isGiven = name: values.${name} or null != null;
      isDynamic = values.dynamic or false;
      ofPlan = filter isGiven (attrNames optionOf);
      exclude = a: b: "${function}: ${a} and ${b} are both given: want one of them";
      granularity = values.granularity or 16;
    in
    if isGiven "plan" && values ? lockfile then
      throw (exclude "lockfile" "plan")
    else if !(isGiven "plan" || values ? lockfile) then
      throw "${function}: lockfile is missing: want ${kinds.aLockfile.want}, or a plan"
    else if isGiven "plan" && isGiven "hash" then
      throw "${function}: hash goes with lockfile, and not with plan"
    else if isGiven "plan" && isDynamic then
      throw "${function}: dynamic goes with lockfile, and not with plan"
    else if isGiven "hash" && isDynamic then
      throw (exclude "hash" "dynamic")
    else if isGiven "plan" && ofPlan != [ ] then
      throw (
        "${function}: ${head ofPlan} goes with lockfile: "
        + "a plan has what `cafs plan` was given by ${optionOf.${head ofPlan}}"
      )
    else if isGiven "netrc" && !(isGiven "hash") then
      throw "${function}: netrc goes with hash: else tarballs are fetched with the netrc of Nix (setting netrc-file)"
    else if isGiven "hash" && values.granularity or "store" != "store" then
      fail "\"store\", because of hash" "${function}: granularity" granularity
    else if isDynamic && granularity == "package" then
      fail "a number of derivations, or \"store\", because dynamic = true" "${function}: granularity" granularity
    else
      values;

  # A lockfile, or the tree that has it; if both are given, the lockfile has to be the one in the tree.
  inTree =
    function: values:
    let
      isElsewhere =
        values ? lockfile
        && values.src or null != null
        && toString values.lockfile != "${toString values.src}/pnpm-lock.yaml";
    in
    if !(values ? lockfile || values.src or null != null) then
      throw "${function}: lockfile is missing: want ${kinds.aLockfile.want}, or src, the tree with it"
    else if isElsewhere then
      fail "the pnpm-lock.yaml in src, or lockfile alone" "${function}: lockfile" values.lockfile
    else
      values;

  # The same, and the store has to be one for the pnpm whose layout is made.
  laidOut =
    function: values:
    let
      isFor = version: pnpm: version == (if pnpm == "10" then "v10" else "v11");
      told = values.storeVersion or null;
      versions = if isList told then told else if told == null then [ ] else [ told ];
      pnpm = values.pnpm or null;
    in
    if values.prod or false && values.dev or false then
      throw "${function}: prod and dev are both true: want one of them"
    else if versions != [ ] && pnpm == null && !(builtins.any (version: version != "v3") versions) then
      fail "\"v10\" or \"v11\", because cafs link makes no node_modules of pnpm 9" "${function}: storeVersion" told
    else if versions != [ ] && pnpm != null && !(builtins.any (version: isFor version pnpm) versions) then
      fail "a store of pnpm ${pnpm}, or none" "${function}: storeVersion" told
    else
      unread function (inTree function values);

  # If the evaluation does not read the lockfile, there has to be one other way to its content, and no argument for
  # which the evaluation would have to read it.
  unread =
    function: values:
    let
      isGiven = name: values.${name} or null != null && values.${name} or false != false;
      ways = filter isGiven [
        "plan"
        "dynamic"
        "hash"
      ];
      way = head ways;
      told = filter isGiven [
        "registry"
        "registries"
      ];
    in
    if isGiven "netrc" && !(isGiven "hash") then
      throw "${function}: netrc goes with hash: else tarballs are fetched with the netrc of Nix (setting netrc-file)"
    else if ways == [ ] then
      values
    else if length ways > 1 then
      throw "${function}: ${way} and ${builtins.elemAt ways 1} are both given: want one of them"
    else if isGiven "importers" then
      throw (
        "${function}: importers and ${way} are both given: "
        + "the evaluation has to read the lockfile to know which projects link to which"
      )
    else if way == "plan" && told != [ ] then
      throw "${function}: ${head told} and plan are both given: a plan has what `cafs plan` was given by --registry"
    else if way == "hash" && values.granularity or "store" != "store" then
      fail "\"store\", because of hash" "${function}: granularity" values.granularity
    else if way == "dynamic" && values.granularity or 16 == "package" then
      fail "a number of derivations, or \"store\", because dynamic = true" "${function}: granularity" values.granularity
    else
      values;

  # The options of `cafs plan` for arguments that a plan already contains.
  optionOf = {
    importers = "--importer";
    platforms = "--platform";
    registries = "--registry";
    registry = "--registry";
  };

  together = {
    mergeStores = packed;
    mkPnpmStore = function: values: packed function (sourced function values);
    mkNodeModules = laidOut;
    mkNodePackages = inTree;
  };
in
builtins.mapAttrs (
  name: check name arguments.${name} (together.${name} or (function: values: values))
)
