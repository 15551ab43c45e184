# Whether settings beside a lockfile mention packages that may be built. `cafs link` reads which ones.
root:
let
  inherit (builtins) any pathExists readFile;
  inherit (import ./text.nix) countOf;
  files = [
    ".npmrc"
    "package.json"
    "pnpm-workspace.yaml"
  ];
  words = [
    "allowBuilds"
    "allow-builds"
    "onlyBuiltDependencies"
    "only-built-dependencies"
    "dangerouslyAllowAllBuilds"
    "dangerously-allow-all-builds"
  ];
  mentions = content: any (word: countOf word content > 0) words;
in
any (name: pathExists (root + "/${name}") && mentions (readFile (root + "/${name}"))) files
