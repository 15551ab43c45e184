# Several packages as one fragment: a derivation whose builder is `cafs add --batch`.
{ builder, system }:
let
  line =
    entry:
    builtins.toJSON (
      {
        inherit (entry) id;
        tarball = "${entry.tarball}";
      }
      // (if entry.integrity == null then { } else { inherit (entry) integrity; })
      // (if entry.gitHosted then { inherit (entry) gitHosted; } else { })
    );
in
{
  name,
  entries, # of a plan, with their tarballs
}:
derivation {
  inherit name builder system;
  args = [
    "add"
    "--store"
    (placeholder "out")
    "--batch"
    "env:batchPath"
  ];
  batch = builtins.concatStringsSep "\n" (map line entries);
  passAsFile = [ "batch" ];
  preferLocalBuild = true;
}
