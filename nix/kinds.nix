# The kinds of values that arguments of several functions have, for ./arguments.nix to check.
let
  platform = import ./platform.nix;
  text = import ./text.nix;
  inherit (builtins)
    attrNames
    elem
    elemAt
    isAttrs
    isPath
    isString
    length
    match
    pathExists
    ;
  inherit (import ./arguments.nix)
    anyOf
    attrsOf
    kind
    listOf
    nullOr
    oneOf
    suchThat
    unless
    ;

  isDirectory =
    path:
    let
      parent = dirOf path;
      name = builtins.unsafeDiscardStringContext (baseNameOf path);
    in
    if builtins ? readFileType then
      builtins.readFileType path == "directory"
    # Before Nix 2.14, nothing else tells whether the root of a flake is a directory.
    else if toString parent == builtins.storeDir then
      pathExists (path + "/pnpm-lock.yaml")
    else
      pathExists parent && (builtins.readDir parent).${name} or "" == "directory";

  aPath = want: kind want (value: isPath value || isString value && text.hasPrefix "/" value);

  # `present` wants a path for which `isSeen` holds to exist, and `aFile` wants it to be no directory either. Other
  # values are not looked at: a string may be the path of something that is not built yet.
  present =
    isSeen:
    suchThat (
      value: !(isSeen value) || pathExists value
    ) ", but there is nothing (a flake sees only files that git knows)";
  aFile =
    isSeen: inner:
    suchThat (value: !(isSeen value) || !(isDirectory value)) ", but it is a directory" (
      present isSeen inner
    );

  # A derivation, or another set with an outPath, is taken unchecked.
  orDerivation = unless (value: isAttrs value && value ? outPath);

  characters = {
    sha1 = 28;
    sha256 = 44;
    sha384 = 64;
    sha512 = 88;
  };

  isIntegrityBy =
    algorithms: value:
    let
      found = if isString value then match "([a-z0-9]+)-([A-Za-z0-9+/]+=*)" value else null;
      algorithm = elemAt found 0;
    in
    found != null
    && elem algorithm algorithms
    && builtins.stringLength (elemAt found 1) == characters.${algorithm};

  integrityBy =
    algorithms:
    kind "${anyOf algorithms}, then a dash and the whole hash in base64" (isIntegrityBy algorithms);

  isRegistryUrl = value: isString value && text.isUrl value;

  # { url; serverType; }
  isTypedRegistry =
    value:
    isAttrs value
    && attrNames value == [
      "serverType"
      "url"
    ]
    && isRegistryUrl value.url
    && elem value.serverType [
      "artifactory"
      "npm"
    ];

  aRegistry =
    kind "the URL of a registry, without variables, or { url = URL; serverType = \"artifactory\"; }"
      (value: isRegistryUrl value || isTypedRegistry value);

  aTarball = orDerivation (aFile isPath (aPath "the path of a tarball"));

  anIntegrity = integrityBy (attrNames characters);

  # { src; integrity; }, or one of them.
  anOverride =
    let
      fields = {
        src = aTarball;
        integrity = nullOr anIntegrity;
      };
      isGood = value: isAttrs value && value != { } && removeAttrs value (attrNames fields) == { };
      want = "{ src = …; } with the path of a tarball, integrity = \"sha512-…\", or both";
    in
    suchThat isGood "" (attrsOf want (name: fields.${name}));

  registryOf =
    name:
    if name == "default" then
      nullOr aRegistry
    else if match "@[^/]+|[a-zA-Z][a-zA-Z0-9_.-]*:" name != null then
      aRegistry
    else
      kind "a scope as the name, like \"@scope\", or the name of a registry and a colon, like \"work:\"" (url: false);

  aPlatform = kind "a platform like \"linux-x64-glibc\", or a Nix system like \"x86_64-linux\"" (
    value: platform.parse value != null
  );

  aLockfile = orDerivation (aFile (value: true) (aPath "the path of a pnpm-lock.yaml"));

  versions = [
    "v10"
    "v11"
    "v3"
  ];

  isEachOnce =
    list: builtins.all (item: length (builtins.filter (other: other == item) list) == 1) list;
in
{
  inherit
    aPlatform
    aRegistry
    aTarball
    anIntegrity
    ;

  aBin = kind "a path, or { NAME = PATH; … }" (
    value:
    isString value && value != ""
    || isAttrs value && !(value ? outPath) && builtins.all isString (builtins.attrValues value)
  );

  aString = kind "a string that is not empty" (value: isString value && value != "");

  aName = kind "at most 207 letters, digits and + . _ ? = -, no dot ahead, no .drv at the end" (
    value: isString value && text.isStoreName value
  );

  aUrl = kind "a URL like \"https://host/name-1.0.0.tgz\"" (
    value: isString value && match "[a-z0-9+]+://[^ \t\n]+" value != null
  );

  # An integrity by an algorithm that Nix can fetch by.
  aFetchedIntegrity = integrityBy [
    "sha1"
    "sha256"
    "sha512"
  ];

  # No orDerivation here: the path of a derivation is a directory.
  anExecutable = aFile isPath (aPath "the path of the executable, like \"\${package}/bin/cafs\"");

  aCertificates = aFile isPath (
    aPath "the path of a file of certificates, like \"\${cacert}/etc/ssl/certs/ca-bundle.crt\""
  );

  # The evaluation reads it, so it has to exist even if it is a string.
  inherit aLockfile;

  # A lockfile by the name under which pnpm finds it.
  aNamedLockfile = suchThat (value: text.hasSuffix "/pnpm-lock.yaml" (toString value)) ", by this name" aLockfile;

  # The same where a build reads it.
  aNamedLockfileToCome = orDerivation (
    suchThat (value: text.hasSuffix "/pnpm-lock.yaml" (toString value)) ", by this name" (
      aFile isPath (aPath "the path of a pnpm-lock.yaml, or a string like \"\${src}/pnpm-lock.yaml\"")
    )
  );

  aSourceToCome = orDerivation (aPath "the path of the tree with the pnpm-lock.yaml");

  # A tree with a lockfile in it.
  aSource = orDerivation (
    suchThat (
      value: pathExists (value + "/pnpm-lock.yaml")
    ) ", but there is no pnpm-lock.yaml in it (a flake sees only files that git knows)" (
      aPath "the path of the tree with the pnpm-lock.yaml"
    )
  );

  someNames = listOf "a list of packages by name, like [ \"esbuild\" ]" (
    kind "the name of a package, or NAME@VERSION" (value: isString value && value != "")
  );

  someInputs = kind "a list of derivations" builtins.isList;

  someVariables = kind "{ NAME = VALUE; … }" (value: isAttrs value && !(value ? outPath));

  aStdenv = kind "the stdenv of nixpkgs" (value: isAttrs value && value ? mkDerivation);

  aNodejs = kind "a Node.js of nixpkgs, like pkgs.nodejs_24" (value: isAttrs value && value ? outPath);

  aPython = kind "a Python of nixpkgs, like pkgs.python3" (value: isAttrs value && value ? outPath);

  aPnpm = oneOf [
    "10"
    "11"
    "12"
  ];

  aNodeVersion = kind "the version of a Node.js, like \"22.11.0\"" (
    value: isString value && match "[0-9]+[.][0-9]+[.][0-9]+([-+][0-9A-Za-z.+-]+)?" value != null
  );

  # A build reads it. A string may be the path of something that is not built yet.
  aLockfileToCome = orDerivation (
    aFile isPath (aPath "the path of a pnpm-lock.yaml, or a string like \"\${src}/pnpm-lock.yaml\"")
  );

  aPlan = aFile (value: true) (aPath "the path of a plan, which `cafs plan --format json` writes");

  # The hash of a file or directory, as Nix computes it; with "" Nix says what it is.
  aHash = kind "sha256, then a dash and the whole hash in base64; or \"\", with which Nix says what it is" (
    value: value == "" || isIntegrityBy [ "sha256" ] value
  );

  # No path of the store, since everybody can read those.
  aNetrc =
    kind
      (
        "the path of a netrc as a string, like \"/etc/nix/netrc\", "
        + "which the setting extra-sandbox-paths shows to builds"
      )
      (
        value: isString value && text.hasPrefix "/" value && !(text.hasPrefix builtins.storeDir value)
      );

  aFragment = orDerivation (present isPath (aPath "the path of a fragment"));

  # The system that packages are for.
  aTarget = kind "a Nix system like \"x86_64-linux\", for which there is a Node.js" (
    value: platform.isSystem value && platform.parse value != null
  );

  aSystem = kind "a Nix system like \"x86_64-linux\"" platform.isSystem;

  platforms = unless (value: value == "all") (
    suchThat (value: value != [ ]) "" (
      listOf "\"all\", or a list like [ \"linux-x64-glibc\" \"aarch64-darwin\" ]" aPlatform
    )
  );

  listedPlatforms = suchThat (value: value != [ ]) "" (
    listOf "a list like [ \"linux-x64-glibc\" \"aarch64-darwin\" ]" aPlatform
  );

  importers = nullOr (
    suchThat (list: list != [ ]) "" (
      listOf "a list of projects of the workspace, like [ \"apps/web\" ] or [ \"@scope/web\" ]" (
        kind "the directory or the name of a project" (value: isString value && value != "")
      )
    )
  );

  registries = attrsOf "{ \"@scope\" = URL; \"name:\" = URL; … }" registryOf;

  overrides = attrsOf "{ ID = { src = PATH; }; … }" (id: anOverride);

  nixpkgs = kind "the packages of nixpkgs, like import <nixpkgs> { } or legacyPackages.x86_64-linux" (
    value: isAttrs value && value ? callPackage && value ? pkgsStatic
  );

  granularity = kind "a number of derivations from 1 on, \"package\" or \"store\"" (
    value: value == "package" || value == "store" || builtins.isInt value && value > 0
  );

  link = oneOf [
    "none"
    "auto"
    "hardlink"
    "reflink"
    "copy"
    "symlink"
  ];

  storeVersion = unless (value: elem value versions) (
    suchThat (list: list != [ ] && isEachOnce list) "" (
      listOf "${(oneOf versions).want}, or a list of them, each once" (oneOf versions)
    )
  );
}
