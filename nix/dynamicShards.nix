# The shards of a lockfile that does not exist at evaluation, by dynamic derivations: builds write derivations.
#
#   planner   for each shard, known at evaluation: reads the lockfile, and puts out an emitter
#   emitter   has the packages of its shard, and nothing else of the lockfile; puts out a derivation for each tarball,
#             and one that adds all of them to a store, the shard
#
# Two steps are needed, because a builder cannot choose how many outputs it has. The number of shards is known at
# evaluation, so that the store is an ordinary derivation.
{ builder, system }:
let
  inherit (import ./lanes.nix) lanesOf;
  needed =
    "mkPnpmStore: dynamic = true wants Nix 2.34 or later with the experimental features dynamic-derivations and "
    + "ca-derivations; without them, give the lockfile as a path of the tree, a plan, or a hash";
  isAble = builtins ? outputOf && builtins.compareVersions builtins.nixVersion "2.34" >= 0;
in
{
  lockfile, # a string
  planArguments, # see planArguments.nix
  overrides, # as JSON
  count, # of the shards
  storeVersion ? "v10",
  preferLocal ? true, # false: builders of other machines may take planners, emitters and shards
}:
let
  planner =
    shard:
    derivation {
      # The planner's output has this name. From it Nix takes the emitter's name, npm, and from that the names of the
      # emitted derivations. They must not depend on the shard, or a package that changes shards would be fetched again.
      name = "npm.drv";
      inherit builder system;
      args = [
        "instantiate"
        lockfile
        "--output"
        (placeholder "out")
        "--shard"
        "${toString shard}/${toString count}"
        "--lanes"
        (toString (lanesOf count))
      ]
      ++ (if preferLocal then [ ] else [ "--prefer-remote" ])
      ++ import ./storeVersion.nix storeVersion
      ++ planArguments;
      inherit overrides;
      passAsFile = [ "overrides" ];
      __contentAddressed = true;
      outputHashMode = "text";
      outputHashAlgo = "sha256";
      preferLocalBuild = preferLocal;
    };
  shardOf = shard: builtins.outputOf (builtins.outputOf (planner shard).outPath "shard.drv") "out";
in
if isAble then builtins.genList shardOf count else throw needed
