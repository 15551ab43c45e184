# The entries of a plan in n shards, by a hash of the package's name, so that a package stays in its shard, in all its
# versions, whatever else the lockfile has: [ { name; entries; } … ], without empty ones.
n: entries:
let
  shardOf =
    entry:
    let
      digits = builtins.hashString "sha256" entry.name;
      value = (builtins.fromTOML "v = 0x${builtins.substring 0 7 digits}").v;
    in
    toString (value - n * (value / n));
  shards = builtins.groupBy shardOf entries;
in
map (name: {
  inherit name;
  entries = shards.${name};
}) (builtins.attrNames shards)
