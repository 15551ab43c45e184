# The entries of a plan with their tarballs, fetched in lanes: in each, a fetch has the one before it as an input, so that
# few are ready at a time. What Nix spends on thousands of ready derivations grows with their square: 900 fetches took 208
# s and 1,052 MB, in lanes 54 s and 79 MB. The path of a fetched file depends on no input, so no path changes.
#
# A lane lies in one shard of n (see shards.nix): what it makes wait for each other, the shard needs anyway.
let
  shardsOf = import ./shards.nix;
  atATime = 16; # 8 took as long, in a trial
in
tarballOf: n: entries:
let
  perShard = (atATime + n - 1) / n;

  # Each after the last one that is fetched.
  laneOf =
    entries:
    (builtins.foldl'
      (
        lane: entry:
        let
          tarball = tarballOf entry lane.last;
        in
        {
          last = if entry.src == null then tarball else lane.last;
          tarballs = lane.tarballs ++ [
            {
              name = entry.id;
              value = tarball;
            }
          ];
        }
      )
      {
        last = null;
        tarballs = [ ];
      }
      entries
    ).tarballs;

  tarballs = builtins.listToAttrs (
    builtins.concatMap (lane: laneOf lane.entries) (shardsOf (n * perShard) entries)
  );
in
map (entry: entry // { tarball = tarballs.${entry.id}; }) entries
