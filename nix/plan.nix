# What has to be fetched for a lockfile, and under which key each package is stored.
#
#   plan { lockfile; registries; platforms; overrides; importers; }
#
# lockfile     a path
# registries   { default = REGISTRY; "@scope" = REGISTRY; "name:" = REGISTRY; … }, the last for a registry with a name;
#              REGISTRY is a URL, or { url; serverType; }
# platforms    [ { os; cpu; libc; } … ], or "all"
# overrides    { ID or KEY = { src; }; … } with the tarball of a package that cannot be fetched purely, or of any other;
#              with an integrity where the lockfile has none
# importers    projects of a workspace, by their directories or names: only what these need, with the projects that they
#              link to; null: all
#
# gives a list of { id; key; name; integrity; gitHosted; bin; prefix; file; url; src; }, sorted by id: `name` is the
# package's, `file` the tarball's; one of url and src is null; gitHosted is true, and integrity null, if pnpm finds the
# package by its id alone. `bin` is null except for a runtime, whose archive has no package.json, and `prefix` except
# for the zip of a runtime. A runtime may have an archive for each platform: each is an entry, and all have the same id.
let
  text = import ./text.nix;
  platform = import ./platform.nix;
  readLockfile = import ./lockfile;
  needed = import ./needed.nix;
  workspace = import ./workspace.nix;
  overriding = import ./override.nix;
  inherit (builtins)
    any
    attrNames
    attrValues
    concatMap
    elem
    elemAt
    head
    listToAttrs
    map
    match
    ;
  inherit (text) hasPrefix hasSuffix removePrefix;
  inherit (overriding) baseName fromFile;

  # Words before the colon of a version that pnpm does not take for the name of a registry.
  reserved = [
    "bitbucket"
    "catalog"
    "custom"
    "file"
    "git"
    "github"
    "gitlab"
    "http"
    "https"
    "jsr"
    "link"
    "npm"
    "runtime"
    "ssh"
    "workspace"
  ];

  # { registry; plain; } of `registry:1.0.0+build`, as pnpm 11.20 and later write it; null for anything else.
  named =
    version:
    let
      number = "(0|[1-9][0-9]*)";
      found = match "([a-zA-Z][a-zA-Z0-9_.-]*):(${number}[.]${number}[.]${number}(-[a-zA-Z0-9.-]+)?)([+].*)?" version;
      registry = head found;
    in
    if found == null || elem registry reserved then
      null
    else
      {
        inherit registry;
        plain = elemAt found 1;
      };

  # The parts of a key `@scope/bare@version` or `bare@version`: { name; scope; bare; version; plain; hasLocation;
  # registry; }. Without a scope, `scope` is "". `plain` is the version up to a plus; `registry` is the name of the
  # package's registry, or null.
  splitKey =
    key:
    let
      found = match "((@[^/@]+)/)?([^@]+)@([^+:]*)(.*)" key;
      rest = elemAt found 4;
      hasColon = rest != "" && text.countOf ":" rest > 0;
      onNamed = if hasColon then named version else null;
      version = elemAt found 3 + rest;
    in
    if found == null then
      throw "pnpm-lock.yaml: ‘${key}’ is no key of a package"
    else
      rec {
        inherit version;
        scope = if elemAt found 1 == null then "" else elemAt found 1;
        bare = elemAt found 2;
        name = if scope == "" then bare else "${scope}/${bare}";
        plain = if onNamed == null then elemAt found 3 else onNamed.plain;
        registry = if onNamed == null then null else onNamed.registry;
        hasLocation = hasColon && onNamed == null;
      };

  # The package's id in pnpm's store.
  idOf =
    split: key: package:
    let
      hasLocation = split.hasLocation && !hasPrefix "runtime:" split.version;
      inherit (split) version;
    in
    if package.id != null then package.id else if hasLocation then version else key;

  withSlash = url: if hasSuffix "/" url then url else url + "/";

  # The message if no registry is known. The default registry does not replace a named one, nor that of JSR.
  unknownRegistry =
    {
      name,
      scope,
      registry,
      ...
    }:
    if registry != null then
      "no registry is known by the name ${registry}, of ${name}: give `registries.\"${registry}:\" = URL`, "
      + "or the setting namedRegistries in a pnpm-workspace.yaml beside the lockfile"
    else if scope == "@jsr" then
      "no registry is known for ${name}: give `registries.\"@jsr\" = URL`, "
      + "or a line ‘@jsr:registry=…’ in an .npmrc beside the lockfile"
    else
      "no registry is known for ${name}: give `registry`, or a line ‘registry=…’ in an .npmrc beside the lockfile "
      + "(`npm config get registry` prints the one in use; "
      + "a flake sees only files that git knows: git add -N .npmrc)";

  # { url; isArtifactory; }
  registryFor =
    registries:
    split@{ scope, registry, ... }:
    let
      otherwise = if scope == "@jsr" then null else registries.default or null;
      told =
        if registry != null then registries."${registry}:" or null else registries.${scope} or otherwise;
    in
    if told == null then
      throw (unknownRegistry split)
    else
      {
        url = withSlash (told.url or told);
        isArtifactory = told.serverType or "" == "artifactory";
      };

  # The place of a package on its registry: { url; file; }.
  onRegistry =
    registries: split:
    let
      registry = registryFor registries split;
      file = "${split.bare}-${split.plain}.tgz";
      path = if registry.isArtifactory && split.scope != "" then "${split.scope}/${file}" else file;
    in
    {
      url = "${registry.url}${split.name}/-/${path}";
      inherit file;
    };

  # The source of a tarball whose address is in the lockfile, perhaps relative to the registry.
  atUrl = registries: split: tarball: rec {
    url =
      if match "[a-z+]+:.*" tarball == null then
        (registryFor registries split).url + tarball
      else
        tarball;
    file = baseName url;
  };

  isGitHost =
    url:
    any (prefix: hasPrefix prefix url) [
      "https://codeload.github.com/"
      "https://bitbucket.org/"
      "https://gitlab.com/"
    ]
    && match ".*tar[.]gz.*" url != null;

  # Whether pnpm clones or unpacks a repository, and packs the package itself.
  isFromGit =
    resolution:
    resolution.type or "" == "git"
    || resolution.gitHosted or "" == "true"
    || resolution ? tarball && isGitHost resolution.tarball;

  # A tarball without an integrity, as pnpm 9 writes it for a URL.
  # pnpm 9, and 10 before 10.34.1, find it by its id alone.
  isUnchecked =
    resolution:
    !(resolution ? type || resolution ? integrity) && !hasPrefix "file:" (resolution.tarball or "file:");

  # Whether it is an archive without a package.json.
  isRuntime =
    resolution:
    resolution.type or "" == "binary" && resolution ? url && resolution ? bin && resolution ? integrity;

  # The resolutions of a package for these platforms: where there are variants, the one for each.
  resolutionsFor =
    targets: id:
    { type ? "", variants ? [ ], ... }@resolution:
    let
      chosen = map (platform.variantFor id variants) targets;
    in
    if type != "variations" then
      [ resolution ]
    else
      map (variant: variant.resolution) (
        if targets == "all" then
          variants
        else
          builtins.filter (variant: builtins.elem variant chosen) (builtins.deepSeq chosen variants)
      );

  isOneHash =
    let
      digits = count: "[A-Za-z0-9+/]{${toString count}}";
      hash = "sha512-${digits 86}==|sha1-${digits 27}=|sha256-${digits 43}=|sha384-${digits 64}";
    in
    integrity: match hash integrity != null;

  # Why a package cannot be fetched purely, and what helps; or null.
  whyNot =
    integrityTarget: fromGit: id: resolution:
    let
      pass = more: "Pass overrides.\"${id}\" = { src = …;${more} } with its tarball";
      ofIts = pass " integrity = \"sha512-…\";";
    in
    if fromGit then
      "it comes from a git host and is packed by pnpm itself. ${pass ""}"
    else if resolution ? type && !(isRuntime resolution) then
      "its resolution is of type ${resolution.type}. "
      + "${ofIts}, and the integrity that the lockfile has for this platform"
    else if isUnchecked resolution then
      "it has no integrity. For pnpm 9, and 10 before 10.34.1, pass overrides.\"${id}\" = { src = …; } with its "
      + "tarball. Later ones refuse it: let pnpm write the lockfile again"
    else if !(resolution ? integrity) then
      "it has no integrity. Let pnpm write the lockfile again"
    else if integrityTarget == "tar" then
      "its integrity is that of the tar archive inside of the tarball. ${pass ""}, uncompressed"
    else if !(isOneHash resolution.integrity) then
      "its integrity is not one hash. ${ofIts}"
    else
      null;

  # Where the tarball of a package is: { file; } with url or src.
  sourceOf =
    {
      registries,
      root,
      integrityTarget,
      ...
    }:
    {
      split,
      id,
      resolution,
      fromGit,
      override,
    }:
    let
      reason = whyNot integrityTarget fromGit id resolution;
      tarball = if isRuntime resolution then resolution.url else resolution.tarball or null;
      local = root + "/${removePrefix "file:" tarball}";
    in
    if override ? src then
      fromFile override.src
    else if reason != null then
      throw "pnpm-lock.yaml: ${id} cannot be fetched by a hash: ${reason}"
    else if tarball == null && split.hasLocation then
      throw "pnpm-lock.yaml: ${id} cannot be fetched by a hash: it has no tarball, and no registry has it"
    else if tarball == null then
      onRegistry registries split
    else if !hasPrefix "file:" tarball then
      atUrl registries split tarball
    else if builtins.pathExists local then
      fromFile local
    else
      throw "pnpm-lock.yaml: ${id}: there is no ${toString local}";

  entriesOf =
    context: key: package:
    let
      split = splitKey key;
      id = idOf split key package;
      override = context.overrides.${id} or context.overrides.${key} or { };
      resolutions = resolutionsFor context.targets id package.resolution;
    in
    if builtins.length resolutions == 1 then
      [ (pair id (entryOf context split key id override (head resolutions))) ]
    else if override != { } then
      overriding.severalArchives "pnpm-lock.yaml" id
    else
      map (
        resolution: pair "${id} ${resolution.integrity or ""}" (entryOf context split key id override resolution)
      ) resolutions;

  pair = name: value: { inherit name value; };

  entryOf =
    context: split: key: id: override: resolution:
    let
      source = sourceOf context {
        inherit
          split
          id
          resolution
          fromGit
          override
          ;
      };
      fromGit = isFromGit resolution;
      gitHosted = fromGit || isUnchecked resolution;
      integrity = override.integrity or resolution.integrity or null;
    in
    {
      inherit (split) name;
      inherit id key gitHosted;
      bin = if isRuntime resolution then resolution.bin else null;
      prefix = if isRuntime resolution then resolution.prefix or null else null;
      integrity =
        if gitHosted then
          null
        else if integrity == null then
          overriding.noIntegrity "pnpm-lock.yaml" id
        else
          integrity;
      src = source.src or null;
      url = if source ? url then builtins.replaceStrings [ " " ] [ "%20" ] source.url else null;
      file = text.storeName source.file;
    };
in
{
  lockfile,
  registries,
  platforms,
  overrides ? { },
  importers ? null,
  only ? null, # keys of packages: the plan has no others
  # The content of the lockfile; callers pass it if they have read it already.
  read ? readLockfile (baseNameOf (toString lockfile)) (builtins.readFile lockfile),
}:
let
  inherit (read) packages integrityTarget;
  context = {
    inherit
      registries
      overrides
      integrityTarget
      targets
      ;
    root = dirOf lockfile;
  };
  targets = if platforms == "all" then "all" else map platform.parse platforms;
  isForTarget = package: any (one: platform.isFor one package) targets;
  isInstalled = package: targets == "all" || isForTarget package || !package.optional;
  isStored = package: package.resolution.type or "" != "directory" && isInstalled package;
  directories = builtins.concatMap (workspace.directoriesOf {
    root = context.root;
    known = read.importers;
  }) importers;
  considered =
    if only != null then
      only
    else if importers == null then
      attrNames packages
    else
      ofImporters;
  # The seq checks the whole lockfile, although only a part of it is planned.
  ofImporters = builtins.seq packages (needed read directories isInstalled).keys;
  wanted = builtins.filter (key: isStored packages.${key}) considered;
  ids = listToAttrs (
    map (key: {
      name = idOf (splitKey key) key packages.${key};
      value = null;
    }) (attrNames packages)
  );
  strangers = builtins.filter (name: !(packages ? ${name} || ids ? ${name})) (attrNames overrides);
in
if strangers != [ ] then
  overriding.stranger "pnpm-lock.yaml" (head strangers)
else
attrValues (
  listToAttrs (
    concatMap (key: entriesOf context key packages.${key}) wanted
  )
)
