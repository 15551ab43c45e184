# What has to be fetched for a lockfile, and under which key each package is stored.
#
#   plan { lockfile; registries; platforms; overrides; }
#
# lockfile     a path
# registries   { default = URL; "@scope" = URL; … }
# platforms    [ { os; cpu; libc; } … ], or "all"
# overrides    { ID or KEY = { src; integrity; }; … } for what cannot be fetched purely; src is a path
#
# gives a list of { id; key; integrity; file; url; src; }, sorted by id: `file` is the tarball's name; one of url
# and src is null.
let
  text = import ./text.nix;
  platform = import ./platform.nix;
  readLockfile = import ./lockfile.nix;
  inherit (builtins)
    any
    attrNames
    attrValues
    concatMap
    elemAt
    head
    listToAttrs
    map
    match
    ;
  inherit (text) hasPrefix removePrefix;

  # The package's name and what follows it in a key: { name; version; }.
  splitKey =
    key:
    let
      found = match "(@?[^@]+)@(.*)" key;
    in
    if found == null then
      throw "pnpm-lock.yaml: ‘${key}’ is no key of a package"
    else
      {
        name = elemAt found 0;
        version = elemAt found 1;
      };

  # What pnpm calls the package in its store.
  idOf =
    key: package:
    let
      inherit (splitKey key) version;
      hasLocation = match ".*:.*" version != null && !hasPrefix "runtime:" version;
    in
    if package.id != null then package.id else if hasLocation then version else key;

  withSlash = url: if match ".*/" url == null then url + "/" else url;

  registryFor =
    registries: name:
    let
      scoped = match "(@[^/]+)/.*" name;
      scope = if scoped == null then "" else head scoped;
      url = registries.${scope} or registries.default or null;
    in
    if url == null then
      throw "no registry is known for ${name}: give `registry`, or a line ‘registry=…’ in an .npmrc beside the lockfile (`npm config get registry` prints the one in use)"
    else
      withSlash url;

  registryUrl =
    registries: key:
    let
      inherit (splitKey key) name version;
      bare = elemAt (match "(@[^/]+/)?(.*)" name) 1;
      plain = head (text.splitBy "[+]" version);
    in
    "${registryFor registries name}${name}/-/${bare}-${plain}.tgz";

  isGitHost =
    url:
    any (prefix: hasPrefix prefix url) [
      "https://codeload.github.com/"
      "https://bitbucket.org/"
      "https://gitlab.com/"
    ]
    && match ".*tar[.]gz.*" url != null;

  # Why a package cannot be fetched purely, or null.
  whyNot =
    resolution:
    if resolution ? type then
      "its resolution is of type ${resolution.type}"
    else if resolution.gitHosted or "" == "true" || isGitHost (resolution.tarball or "") then
      "it comes from a git host and is packed by pnpm itself"
    else if !(resolution ? integrity) then
      "it has no integrity"
    else if match "[a-z0-9]+-[A-Za-z0-9+/]+=*" resolution.integrity == null then
      "its integrity is not one hash"
    else
      null;

  baseName = url: elemAt (match "(.*/)?([^/?#]+)([?#].*)?" url) 1;

  # A name that Nix takes for a store path.
  storeName = file: builtins.concatStringsSep "_" (text.splitBy "[^a-zA-Z0-9+._?=-]" (removePrefix "." file));

  entryOf =
    { registries, root, overrides }:
    key: package:
    let
      inherit (package) resolution;
      id = idOf key package;
      override = overrides.${id} or overrides.${key} or null;
      reason = whyNot resolution;
      tarball = resolution.tarball or null;
      isLocal = tarball != null && hasPrefix "file:" tarball;
      isRelative = tarball != null && match "[a-z+]+:.*" tarball == null;
      url =
        if tarball == null then
          registryUrl registries key
        else if isRelative then
          registryFor registries (splitKey key).name + tarball
        else
          tarball;
      integrity = resolution.integrity or null;
      base = {
        inherit id key integrity;
        local = isLocal;
      };
      fromFile = src: {
        inherit src;
        url = null;
        file = storeName (baseName (toString src));
      };
    in
    if resolution.type or "" == "directory" then
      [ ]
    else if override != null then
      [
        (
          base
          // fromFile override.src
          // {
            integrity = override.integrity or integrity;
          }
        )
      ]
    else if reason != null then
      throw "pnpm-lock.yaml: ${id} cannot be fetched by a hash: ${reason}. Pass overrides.\"${id}\" = { src = …; integrity = \"sha512-…\"; } with its tarball"
    else if isLocal then
      [ (base // fromFile (root + "/${removePrefix "file:" tarball}")) ]
    else
      [
        (
          base
          // {
            inherit url;
            src = null;
            file = storeName (baseName url);
          }
        )
      ];
in
{
  lockfile,
  registries,
  platforms,
  overrides ? { },
}:
let
  inherit (readLockfile (baseNameOf (toString lockfile)) (builtins.readFile lockfile)) packages;
  wanted =
    package:
    !package.optional
    || platforms == "all"
    || any (one: platform.isFor one package) (map platform.parse platforms);
  entries = concatMap (
    key:
    if wanted packages.${key} then
      entryOf {
        inherit registries overrides;
        root = dirOf lockfile;
      } key packages.${key}
    else
      [ ]
  ) (attrNames packages);
in
attrValues (
  listToAttrs (
    map (entry: {
      name = entry.id;
      value = entry;
    }) entries
  )
)
