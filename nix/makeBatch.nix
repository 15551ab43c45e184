# Several packages as one fragment: a derivation whose builder is `cafs add --batch`.
{ builder, system }:
let
  line =
    entry:
    builtins.toJSON {
      inherit (entry) id;
      tarball = "${entry.tarball}";
      ${if entry.integrity == null then null else "integrity"} = entry.integrity;
      ${if entry.gitHosted then "gitHosted" else null} = true;
      ${if entry.bin or null == null then null else "bin"} = entry.bin;
      ${if entry.prefix or null == null then null else "prefix"} = entry.prefix;
      # Nix has fetched it by this integrity, and so checked it.
      ${if entry.src or "" == null && entry.integrity != null then "trusted" else null} = true;
    };
in
{
  name,
  entries, # of a plan, with their tarballs; src is null if the tarball is fetched
  batch ? null, # instead of entries: a file of such lines
  storeVersion ? "v10",
  database ? false, # a v11 store for pnpm itself, not for a merge
  preferLocal ? true, # false: builders of other machines may take it
}:
derivation {
  inherit name builder system;
  args = [
    "add"
    "--store"
    (placeholder "out")
    "--batch"
    (if batch == null then "env:batchPath" else "${batch}")
    "--trusted-lines"
  ]
  ++ import ./storeVersion.nix storeVersion
  ++ (if database then [ "--index" "database" ] else [ ]);
  ${if batch == null then "batch" else null} = builtins.concatStringsSep "\n" (map line entries);
  ${if batch == null then "passAsFile" else null} = [ "batch" ];
  preferLocalBuild = preferLocal;
}
