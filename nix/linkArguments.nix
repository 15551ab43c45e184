# The arguments by which `cafs link` makes a tree in $out, without links to anything else.
let
  platform = import ./platform.nix;
in
{
  project, # the directory with the manifests
  store,
  layout, # of which pnpm
  storeVersion,
  platforms,
}:
[
  "link"
  "--project"
  "${project}"
  "--output"
  (placeholder "out")
  "--store"
  "${store}"
  "--import"
  "copy"
  "--pnpm"
  layout
  # Not that of a fragment: the tree would keep the fragment alive.
  "--store-dir"
  "/none/${storeVersion}"
  "--report"
  "${placeholder "out"}/nix-support/node-modules.json"
]
++ builtins.concatMap (one: [ "--platform" (platform.nameOf (platform.parse one)) ]) platforms
