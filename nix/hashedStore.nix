# The store of a lockfile that does not exist at evaluation, by one hash of all tarballs, as nixpkgs does it: no import
# from a derivation. It consists of four derivations, none of which uses a shell:
#
#   plan       cafs plan: what curl has to fetch
#   tarballs   curl, with the hash: a directory of files, each named by its own hash, so that the hash depends on
#              nothing but the lockfile and the platforms
#   batch      cafs plan: checks that these are the tarballs of this lockfile, and lists them for the store
#   store      cafs add --batch
{
  builder,
  system,
  curl, # the executable, or null
  certificates, # that it trusts: a file; or null
  makeBatch,
}:
let
  impureEnvVars = import ./proxies.nix ++ [
    "HTTP_PROXY"
    "HTTPS_PROXY"
    "FTP_PROXY"
    "ALL_PROXY"
    "NO_PROXY"
  ];
in
{
  name,
  lockfile, # a string
  hash,
  netrc, # a path that builds see, or null
  planArguments, # as ./planArguments.nix gives them
  overrides, # as JSON
  storeVersion,
  preferLocal,
  database,
}:
let
  plan = planned "curl" "." [ ];

  tarballs = derivation {
    name = "${name}-tarballs";
    builder =
      if curl == null then
        throw (
          "mkPnpmStore: hash needs a curl, which fetches the tarballs: "
          + "mkLib { curl = \"\${pkgs.curl}/bin/curl\"; … }"
        )
      else
        "${curl}";
    inherit system impureEnvVars;
    args = [
      "--disable"
      "--no-progress-meter"
    ]
    ++ (if netrc == null then [ ] else [ "--netrc-file" netrc ])
    ++ [
      "--parallel"
      "--config"
      "${plan}"
      "--output-dir"
      (placeholder "out")
    ];
    ${if certificates == null then null else "SSL_CERT_FILE"} = "${certificates}";
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
    outputHash = hash;
    preferLocalBuild = true;
  };

  batch = planned "batch" "${tarballs}" [ "--require-tarballs" ];

  store = makeBatch {
    inherit
      name
      batch
      storeVersion
      preferLocal
      database
      ;
    entries = [ ];
  };

  planned =
    format: directory: more:
    derivation {
      name = "${name}-${format}";
      inherit builder system;
      args = [
        "plan"
        "--format"
        format
        "--tarballs"
        directory
        "--output"
        (placeholder "out")
      ]
      ++ more
      ++ planArguments
      ++ [ "${lockfile}" ];
      inherit overrides;
      passAsFile = [ "overrides" ];
      preferLocalBuild = true;
    };
in
{
  fragments = [ store ];
  isStore = true;
  known = { inherit plan tarballs; };
}
