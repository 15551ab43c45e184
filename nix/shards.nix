# The entries of a plan in n shards: [ { name; entries; } … ], without empty ones. A hash of the package's name chooses
# the shard, so all versions of a package stay in one shard, whatever else the lockfile has.
n: entries:
let
  inherit (builtins)
    attrNames
    elemAt
    genList
    groupBy
    hashString
    listToAttrs
    substring
    ;

  # For the value of two hexadecimal digits. (fromTOML reads such numbers, too, but takes longer than all the rest.)
  digits = genList (substring' "0123456789abcdef") 16;
  substring' = text: i: substring i 1 text;
  bytes = listToAttrs (
    genList (i: {
      name = elemAt digits (i / 16) + elemAt digits (i - i / 16 * 16);
      value = i;
    }) 256
  );

  shardOf =
    entry:
    let
      hash = hashString "sha256" entry.name;
      value = 256 * bytes.${substring 0 2 hash} + bytes.${substring 2 2 hash};
    in
    toString (value - n * (value / n));
  shards = groupBy shardOf entries;
in
map (name: {
  inherit name;
  entries = shards.${name};
}) (attrNames shards)
