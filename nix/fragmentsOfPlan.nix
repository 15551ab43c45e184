# The fragments of a plan, which the evaluation has read: one for each package, for each shard, or for all.
{
  fetchTarball,
  makePkgStore,
  makeBatch,
}:
let
  inherit (import ./lanes.nix) inLanes;
  inherit (import ./text.nix) countOf;

  # The URL with the id behind a `#`, which is not sent: if the fetch fails, Nix' message names the package.
  urlWithId =
    { url, id, ... }:
    if countOf "#" url > 0 || countOf "://" id > 0 then
      url
    else
      "${url}#${builtins.replaceStrings [ " " "#" ] [ "%20" "%23" ] id}";

  # A file of the source tree must come into the store under a name that Nix takes.
  tarballOf =
    entry: after:
    if entry.src == null then
      fetchTarball {
        name = entry.file;
        url = urlWithId entry;
        inherit (entry) integrity;
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

  # { ID = VALUE; … } of the entries. A runtime has one entry for each platform under one id; the first of them counts.
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
  planned, # entries of ./plan.nix or ./planFile.nix
  name,
  granularity, # see mkPnpmStore.nix
  database, # whether a v11 store that is a single fragment has an index.db
  common, # of all derivations that have content: { storeVersion; preferLocal; }
}:
let
  # For the attributes packages and tarballs, which are built one by one: here no fetch waits for another.
  entries = map (entry: entry // { tarball = tarballOf entry null; }) planned;
  # For the fragments, which are needed as a whole: here the fetches are in lanes.
  shards = inLanes tarballOf (if builtins.isInt granularity then granularity else 1) planned;
  laned = builtins.concatMap (shard: shard.entries) shards;
  batch = attributes: makeBatch (common // attributes);
in
{
  fragments =
    if granularity == "package" then
      map (packageOf common) laned
    else if granularity != "store" then
      map (
        shard:
        batch {
          name = "${name}-shard-${shard.name}";
          inherit (shard) entries;
        }
      ) shards
    else if entries == [ ] then
      [ ]
    else
      [
        (batch {
          inherit name database;
          entries = laned;
        })
      ];
  isStore = granularity == "store" && entries != [ ];
  known = {
    packages = byId (packageOf common) entries;
    plan = entries;
    tarballs = byId (entry: entry.tarball) entries;
  };
}
