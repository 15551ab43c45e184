# What mkNodeModules takes of a project, and what it says of each argument that is wrong: one line, by evaluation alone.
# Sourced by tests/nix/eval after arguments.sh.

# A project with what counts: settings, manifests, a patch by the lockfile, one by pnpm-workspace.yaml, and a directory that is
# a package; and what does not.
tree=$work/arguments/tree
mkdir -p "$tree"/{src,patches,packages/{a,b}/src,vendor/dir/{lib,node_modules/x}}
for file in .npmrc package.json index.js src/main.js patches/{a,b,c}.patch packages/{a,b}/{package.json,main.js,src/main.js} packages/a/.npmrc \
  packages/package.json vendor/dir/{package.json,index.js,lib/main.js,node_modules/x/package.json} vendor/package.json; do
  echo '{}' >"$tree/$file"
done
echo '{"name":"named"}' >"$tree/packages/a/package.json"
printf 'packages:\n  - packages/*\npatchedDependencies:\n  # one\n\n  "c@1.0.0": "./patches/b.patch"\nhoist: true\nother:\n  d@1.0.0: patches/c.patch\n' >"$tree/pnpm-workspace.yaml"
cat >"$tree/pnpm-lock.yaml" <<'YAML'
lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

patchedDependencies:
  a@1.0.0:
    hash: 00
    path: patches/a.patch

importers:

  .: {}

  packages/a:
    dependencies:
      b:
        specifier: workspace:*
        version: link:../b
      dir:
        specifier: file:../../vendor/dir
        version: file:vendor/dir

  packages/b: {}

packages:

  dir@file:vendor/dir:
    resolution: {directory: vendor/dir, type: directory}

snapshots:

  dir@file:vendor/dir: {}
YAML
project=$(nix_do nix-instantiate --eval --read-write-mode --strict --json -E "(import $work/library/projectSource.nix {
  src = $tree; read = import $work/library/lockfile \"pnpm-lock.yaml\" (builtins.readFile $tree/pnpm-lock.yaml); })" 2>"$work/err") || fail "projectSource: $(tail -3 "$work/err")"
taken=$(cd "$(on_host "$(tr -d '"' <<<"$project")")" && find . -type f | LC_ALL=C sort | tr '\n' ' ')
want='./.npmrc ./package.json ./packages/a/.npmrc ./packages/a/package.json ./packages/b/package.json ./patches/a.patch ./patches/b.patch ./pnpm-lock.yaml ./pnpm-workspace.yaml ./vendor/dir/index.js ./vendor/dir/lib/main.js ./vendor/dir/package.json '
[ "$taken" = "$want" ] || fail "of a project is taken: $taken"

sed -i '$d' "$work/arguments/names.nix"
cat >>"$work/arguments/names.nix" <<'NIX'
  tree = here + "/tree";
  modules = more: lib.mkNodeModules ({ src = tree; registry = "https://host"; } // more);
  linked = more: (modules more).drvPath;
  # The options of cafs link, without paths.
  options = more: builtins.filter (word: builtins.substring 0 1 word != "/") (builtins.tail (modules more).drvAttrs.args);
}
NIX
# said_options JSON ARGUMENTS: which options cafs link gets
said_options() {
  evaluated "options { $2 }" >"$work/out" || fail "$2: $(tail -3 "$work/err")"
  [ "$(cat "$work/out")" = "[\"--project\",\"--output\",\"--store\",\"--import\",\"copy\",\"--pnpm\",$1]" ] || fail "{ $2 }: $(cat "$work/out")"
}
here_only='"--store-dir","--platform","linux-x64-glibc"'
said_options "\"10\",$here_only" ''
said_options "\"12\",$here_only" 'storeVersion = "v11";'
said_options "\"10\",$here_only" 'storeVersion = [ "v11" "v10" ];'
said_options "\"11\",$here_only" 'pnpm = "11"; storeVersion = [ "v11" "v10" ];'
said_options "\"12\",$here_only,\"--prod\",\"--no-optional\",\"--node\",\"22.0.0\"" 'pnpm = "12"; prod = true; optional = false; node = "22.0.0";'
said_options '"10","--store-dir","--platform","linux-arm64-glibc","--platform","linux-x64-musl","--dev"' 'dev = true; platforms = [ "aarch64-linux" "linux-x64-musl" ];'
# With what they link to, and the root.
said_options "\"10\",$here_only,\"--importer\",\".\",\"--importer\",\"packages/a\",\"--importer\",\"packages/b\"" 'importers = [ "named" ];'
said_options "\"10\",$here_only,\"--importer\",\".\",\"--importer\",\"packages/b\"" 'importers = [ "packages/b" ];'

good '[ (lib.mkNodeModules { lockfile = tree + "/pnpm-lock.yaml"; }).drvPath (linked { lockfile = tree + "/pnpm-lock.yaml"; }) (linked { pnpm = null; storeVersion = null; node = null; }) ]'
good '(lib.mkNodeModules { lockfile = "${builtins.path { path = tree; name = "tree"; }}/pnpm-lock.yaml"; }).drvPath'
good 'map (granularity: linked { inherit granularity; }) [ 1 "package" "store" ]'
good '[ (modules { }).shellHook (modules { }).packages (modules { }).plan (modules { }).store.drvPath (linked { name = "x"; preferLocal = false; overrides = { }; registries = { }; }) ]'
evaluated '(linked { }) == (lib.mkNodeModules { lockfile = tree + "/pnpm-lock.yaml"; }).drvPath' | grep -qx true || fail "src and lockfile make two things"

of_modules='dev, granularity, importers, lockfile, name, node, optional, overrides, platforms, pnpm, preferLocal, prod, registries, registry, src or storeVersion'
wrong "mkNodeModules: argument = HERE: want a set of $of_modules" 'lib.mkNodeModules here'
wrong "mkNodeModules: there is no argument link: want $of_modules" 'linked { link = "copy"; }'
wrong "mkNodeModules: lockfile is missing: want $a_lockfile, or src, the tree with it" 'lib.mkNodeModules { }'
wrong "mkNodeModules: lockfile = HERE/empty.yaml: want $a_lockfile, by this name" '(lib.mkNodeModules { inherit lockfile; }).drvPath'
wrong "mkNodeModules: lockfile = HERE/none/pnpm-lock.yaml: want $a_lockfile, $nothing" '(lib.mkNodeModules { lockfile = here + "/none/pnpm-lock.yaml"; }).drvPath'
mkdir "$work/arguments/other" && cp "$tree/pnpm-lock.yaml" "$work/arguments/other/"
wrong "mkNodeModules: lockfile = HERE/other/pnpm-lock.yaml: want the pnpm-lock.yaml in src, or lockfile alone" 'linked { lockfile = here + "/other/pnpm-lock.yaml"; }'
wrong "mkNodeModules: src = HERE: want the path of the tree with the pnpm-lock.yaml, but there is no pnpm-lock.yaml in it (a flake sees only files that git knows)" 'linked { src = here; }'
wrong 'mkNodeModules: src = "tree": want the path of the tree with the pnpm-lock.yaml' 'linked { src = "tree"; }'
wrong 'mkNodeModules: pnpm = 10: want "10", "11" or "12"' 'linked { pnpm = 10; }'
wrong 'mkNodeModules: pnpm = "9": want "10", "11" or "12"' 'linked { pnpm = "9"; }'
wrong 'mkNodeModules: node = "22": want the version of a Node.js, like "22.11.0"' 'linked { node = "22"; }'
wrong 'mkNodeModules: prod = "yes": want true or false' 'linked { prod = "yes"; }'
wrong 'mkNodeModules: dev = 1: want true or false' 'linked { dev = 1; }'
wrong 'mkNodeModules: optional = null: want true or false' 'linked { optional = null; }'
wrong 'mkNodeModules: prod and dev are both true: want one of them' 'linked { prod = true; dev = true; }'
wrong 'mkNodeModules: platforms = "all": want a list like [ "linux-x64-glibc" "aarch64-darwin" ]' 'linked { platforms = "all"; }'
wrong 'mkNodeModules: storeVersion = "v3": want "v10" or "v11", because cafs link makes no node_modules of pnpm 9' 'linked { storeVersion = "v3"; }'
wrong 'mkNodeModules: storeVersion = "v10": want a store of pnpm 12, or none' 'linked { pnpm = "12"; storeVersion = "v10"; }'
wrong "mkNodeModules: storeVersion = \"v12\": want $versions, or a list of them, each once" 'linked { storeVersion = "v12"; }'
wrong "mkNodeModules: name = \"a b\": want $a_name" 'linked { name = "a b"; }'
