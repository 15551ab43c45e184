# The entries of a plan in n shards (see shards.nix), with their tarballs, which are fetched in lanes. In a lane each
# fetch has the previous fetch as an input, so that few are ready at a time. The cost of thousands of ready derivations
# for Nix grows with the square of their number: 900 fetches took 208 s and 1,052 MB, in lanes 54 s and 79 MB. The path
# of a fetched file depends on no input, so no path changes. A lane lies in one shard, which needs all of the lane's
# tarballs anyway.
let
  inherit (builtins) elemAt genList length;
  shardsOf = import ./shards.nix;
  atATime = 16; # 8 took as long, in a trial
in
rec {
  # How many lanes a shard has, if there are n shards.
  lanesOf = n: (atATime + n - 1) / n;

  inLanes =
    tarballOf: n: entries:
    map (shard: shard // { entries = ofShard tarballOf (lanesOf n) shard.entries; }) (shardsOf n entries);

  # With n lanes, every n-th entry is in the same lane. An entry whose tarball is at hand is skipped: it is not fetched.
  ofShard =
    tarballOf: lanes: entries:
    let
      before = i: if i < lanes then null else elemAt fetched (i - lanes);
      tarballs = genList (i: tarballOf (elemAt entries i) (before i)) (length entries);
      fetched = genList (
        i: if (elemAt entries i).src == null then elemAt tarballs i else before i
      ) (length entries);
    in
    genList (i: elemAt entries i // { tarball = elemAt tarballs i; }) (length entries);
}
