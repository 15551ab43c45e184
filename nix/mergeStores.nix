# Fragments as one store, or packed for nixpkgs' hook, or only listed: a derivation whose builder is `cafs merge`. The
# list goes into a file, since thousands of paths do not fit into an environment variable.
{ builder, system }:
{
  name,
  fragments,
  link, # "none": they are only checked and listed; "auto", "hardlink", "reflink", "copy", "symlink"
  pack,
  storeVersion ? "v10", # of the fragments
  preferLocal ? true, # false: builders of other machines may take it
}:
derivation {
  inherit name builder system;
  args = [
    "merge"
    "--store"
    (placeholder "out")
    "--from"
    "env:fragmentsPath"
  ]
  ++ import ./storeVersion.nix storeVersion
  ++ (
    if pack then
      [ "--pack" ]
    else if link == "none" then
      [ "--list" ]
    else
      [
        "--link"
        link
      ]
  );
  fragments = builtins.concatStringsSep "\n" (map (fragment: "${fragment}") fragments);
  passAsFile = [ "fragments" ];
  preferLocalBuild = preferLocal;
}
