# cafs for Nix: a pnpm store from a pnpm-lock.yaml by pure evaluation, one derivation a package. No import from a
# derivation, no generated file, no hash to update; a changed line of the lockfile builds what it changed.
#
#   let cafs = import ./nix { cafs = <path of the static cafs executable>; system = "x86_64-linux"; };
#   in cafs.mkPnpmStore { lockfile = ./pnpm-lock.yaml; }
{
  cafs, # the executable: a path, or a string like "${package}/bin/cafs"
  system ? builtins.currentSystem,
}:
let
  text = import ./text.nix;
  platform = import ./platform.nix;
  plan = import ./plan.nix;
  readNpmrc = import ./npmrc.nix;
  inherit (builtins)
    concatStringsSep
    listToAttrs
    map
    pathExists
    placeholder
    readFile
    toJSON
    ;

  executable = "${cafs}";

  fetchTarball = import ./fetchTarball.nix;

  storeName = id: concatStringsSep "_" (text.splitBy "[^a-zA-Z0-9+._?=-]+" (text.removePrefix "@" id));

  tarballOf =
    entry:
    if entry.src != null then
      "${entry.src}"
    else
      fetchTarball {
        name = entry.file;
        inherit (entry) url integrity;
      };

  # The fragment of one package. It depends on the tarball, the id, the integrity and cafs alone.
  makePkgStore =
    {
      id,
      integrity,
      tarball,
      trusted ? false, # the tarball is a fixed-output derivation with this very integrity
    }:
    derivation {
      name = "${storeName id}-pnpm-store";
      inherit system;
      builder = executable;
      args = [
        "add"
        "--store"
        (placeholder "out")
        "--id"
        id
        "--integrity"
        integrity
      ]
      ++ (if trusted then [ "--trusted" ] else [ ])
      ++ [ "${tarball}" ];
      preferLocalBuild = true;
    };

  # Several packages in one derivation.
  makeBatch =
    name: entries:
    derivation {
      inherit name system;
      builder = executable;
      args = [
        "add"
        "--store"
        (placeholder "out")
        "--batch"
        "env:batchPath"
      ];
      batch = concatStringsSep "\n" (
        map (
          entry:
          toJSON {
            tarball = "${entry.tarball}";
            inherit (entry) id integrity;
          }
        ) entries
      );
      passAsFile = [ "batch" ];
      preferLocalBuild = true;
    };

  makeMerge =
    {
      name,
      fragments,
      link,
      pack,
    }:
    derivation {
        inherit name system;
        builder = executable;
        args = [
          "merge"
          "--store"
          (placeholder "out")
          "--from"
          "env:fragmentsPath"
        ]
        ++ (
          if pack then
            [ "--pack" ]
          else
            [
              "--link"
              link
            ]
        );
        fragments = concatStringsSep "\n" (map (fragment: "${fragment}") fragments);
        passAsFile = [ "fragments" ];
        preferLocalBuild = true;
    };

  # n shards by the first two digits of a hash of the package's key: a package stays in its shard.
  shardOf =
    n: entry:
    let
      digits = builtins.hashString "sha256" "${entry.integrity} ${entry.id}";
      value = (builtins.fromTOML "v = 0x${builtins.substring 0 7 digits}").v;
    in
    toString (value - n * (value / n));
in
{
  inherit makePkgStore fetchTarball;

  # lockfile      path of the pnpm-lock.yaml
  # registry      URL of the default registry; else the one in an .npmrc beside the lockfile
  # registries    { "@scope" = URL; … }
  # platforms     platforms whose optional packages are taken, like "linux-x64-glibc", or "all"
  # overrides     { "name@version" = { src = PATH; integrity = SRI; }; … } for what no hash can fetch
  # link          how cafs merge places files: "auto", "copy", "reflink", "symlink"
  # granularity   "package": a derivation each; a number: so many, each with several packages; "store": one
  # pack          an archive for nixpkgs' pnpmConfigHook instead of a directory
  mkPnpmStore =
    {
      lockfile,
      name ? "pnpm-store",
      registry ? null,
      registries ? { },
      platforms ? [ (platform.ofSystem system) ],
      overrides ? { },
      link ? "auto",
      granularity ? "package",
      pack ? false,
    }:
    let
      npmrc = dirOf lockfile + "/.npmrc";
      known =
        (if pathExists npmrc then readNpmrc (readFile npmrc) else { default = null; })
        // registries
        // (if registry != null then { default = registry; } else { });
      entries = map (entry: entry // { tarball = tarballOf entry; }) (plan {
        inherit lockfile platforms overrides;
        registries = known;
      });
      packages = listToAttrs (
        map (entry: {
          name = entry.id;
          value = makePkgStore {
            inherit (entry) id integrity tarball;
            trusted = entry.src == null;
          };
        }) entries
      );
      markers = builtins.filter (entry: entry.local) entries;
      shards = builtins.groupBy (shardOf granularity) entries;
      fragments =
        if granularity == "package" then
          builtins.attrValues packages
        else if granularity == "store" then
          [ (makeBatch "${name}-packages" entries) ]
        else
          map (shard: makeBatch "${name}-shard-${shard}" shards.${shard}) (builtins.attrNames shards);
      passthru = {
        inherit packages;
        plan = entries;
        tarballs = listToAttrs (
          map (entry: {
            name = entry.id;
            value = entry.tarball;
          }) entries
        );
      };
    in
    if markers != [ ] then
      throw "pnpm-lock.yaml: ${(builtins.head markers).id} is a local tarball, which is not supported yet"
    else if granularity == "store" && !pack && link == "auto" then
      makeBatch name entries // passthru
    else
      makeMerge {
        inherit
          name
          fragments
          link
          pack
          ;
      }
      // passthru;
}
