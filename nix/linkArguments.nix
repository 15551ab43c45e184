# The arguments by which `cafs link` makes a tree in $out, without links to anything else.
let
  platform = import ./platform.nix;
in
{
  project, # the directory with the manifests
  store,
  layout, # the pnpm whose layout is made
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
  # A made-up path. With the path of a fragment the tree would keep that fragment alive.
  "--store-dir"
  "/none/${storeVersion}"
  "--report"
  "${placeholder "out"}/nix-support/node-modules.json"
]
++ builtins.concatMap (one: [ "--platform" (platform.nameOf (platform.parse one)) ]) platforms
