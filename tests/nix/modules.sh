# The files that mkNodeModules takes of a project, and its errors for each wrong argument: one line, by evaluation
# alone. Sourced by tests/nix/eval after arguments.sh.

# A project with files that count: settings, manifests, a patch by the lockfile, one by pnpm-workspace.yaml, and a
# directory that is a package; and with files that do not.
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
# said_options JSON ARGUMENTS: checks the options that cafs link gets
said_options() {
  evaluated "options { $2 }" >"$work/out" || fail "$2: $(tail -3 "$work/err")"
  [ "$(cat "$work/out")" = "[\"--project\",\"--output\",\"--store\",\"--import\",\"copy\",\"--pnpm\",$1]" ] || fail "{ $2 }: $(cat "$work/out")"
}
here_only='"--store-dir","--report","--platform","linux-x64-glibc"'
said_options "\"10\",$here_only" ''
said_options "\"12\",$here_only" 'storeVersion = "v11";'
said_options "\"10\",$here_only" 'storeVersion = [ "v11" "v10" ];'
said_options "\"11\",$here_only" 'pnpm = "11"; storeVersion = [ "v11" "v10" ];'
said_options "\"12\",$here_only,\"--prod\",\"--no-optional\",\"--node\",\"22.0.0\"" 'pnpm = "12"; prod = true; optional = false; node = "22.0.0";'
said_options '"10","--store-dir","--report","--platform","linux-arm64-glibc","--platform","linux-x64-musl","--dev"' 'dev = true; platforms = [ "aarch64-linux" "linux-x64-musl" ];'
# With the projects that they link to, and the root.
said_options "\"10\",$here_only,\"--importer\",\".\",\"--importer\",\"packages/a\",\"--importer\",\"packages/b\"" 'importers = [ "named" ];'
said_options "\"10\",$here_only,\"--importer\",\".\",\"--importer\",\"packages/b\"" 'importers = [ "packages/b" ];'

good '[ (lib.mkNodeModules { lockfile = tree + "/pnpm-lock.yaml"; }).drvPath (linked { lockfile = tree + "/pnpm-lock.yaml"; }) (linked { pnpm = null; storeVersion = null; node = null; }) ]'
good '(lib.mkNodeModules { lockfile = "${builtins.path { path = tree; name = "tree"; }}/pnpm-lock.yaml"; }).drvPath'
good 'map (granularity: linked { inherit granularity; }) [ 1 "package" "store" ]'
good '[ (modules { }).shellHook (modules { }).packages (modules { }).plan (modules { }).store.drvPath (linked { name = "x"; preferLocal = false; overrides = { }; registries = { }; }) ]'
evaluated '(linked { }) == (lib.mkNodeModules { lockfile = tree + "/pnpm-lock.yaml"; }).drvPath' | grep -qx true || fail "src and lockfile make two things"

of_modules='build, buildEnv, buildInputs, dev, dynamic, granularity, hash, importers, lockfile, name, nativeBuildInputs, netrc, node, nodejs, optional, overrides, plan, platforms, pnpm, preferLocal, prod, registries, registry, src or storeVersion'
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

# Builds: chosen by names, or by the settings of the project.
some_names='a list of packages by name, like [ "esbuild" ]'
sed -i '$d' "$work/arguments/names.nix"
cat >>"$work/arguments/names.nix" <<'NIX'
  stdenv = { shell = "/bin/sh"; mkDerivation = given: derivation (given // { system = "x86_64-linux"; builder = "/bin/sh"; }); };
  aNode = derivation { name = "node"; system = "x86_64-linux"; builder = "/bin/sh"; };
  able = mk { inherit stdenv; nodejs = aNode; python3 = aNode; };
  built = more: able.mkNodeModules ({ src = tree; registry = "https://host"; } // more);
  packages = more: able.mkNodePackages ({ src = tree; registry = "https://host"; } // more);
}
NIX
good '[ (built { build = [ "dir" ]; buildEnv = { A = "b"; }; buildInputs = [ aNode ]; nodejs = aNode; }).drvPath (built { }).drvPath ]'
evaluated '(built { build = [ ]; }).drvPath == (built { }).plain.drvPath && (built { }).drvPath == (built { }).plain.drvPath' | grep -qx true || fail "packages are built though no setting speaks of it"
wrong "mkNodeModules: build = \"a\": want $some_names" 'linked { build = "a"; }'
wrong 'mkNodeModules: build[0] = 1: want the name of a package, or NAME@VERSION' 'linked { build = [ 1 ]; }'
wrong 'mkNodeModules: build: there is no package none in pnpm-lock.yaml' '(built { build = [ "dir" "none" ]; }).drvPath'
wrong 'build needs a compiler: mkLib { stdenv = pkgs.stdenv; nodejs = pkgs.nodejs; python3 = pkgs.python3; … }, or build = [ ]' 'linked { build = [ "dir" ]; }'
wrong 'mkNodeModules: nodejs = "node": want a Node.js of nixpkgs, like pkgs.nodejs_24' '(built { build = [ "dir" ]; nodejs = "node"; }).drvPath'
wrong 'mkNodeModules: buildEnv = 1: want { NAME = VALUE; … }' '(built { build = [ "dir" ]; buildEnv = 1; }).drvPath'
echo 'allowBuilds: {}' >>"$tree/pnpm-workspace.yaml"
evaluated '(built { }).drvPath == (built { }).plain.drvPath' | grep -qx false || fail "the settings of the project are passed over"
wrong 'build needs a compiler: mkLib { stdenv = pkgs.stdenv; nodejs = pkgs.nodejs; python3 = pkgs.python3; … }, or build = [ ]' 'linked { }'

evaluated 'builtins.attrNames (packages { })' | grep -qxF '["dir@file:vendor/dir","named","packages/a","packages/b"]' || fail "packages: $(evaluated 'builtins.attrNames (packages { })')"
good '[ (packages { }).named.dir.drvPath (packages { build = [ "dir" ]; pnpm = "12"; granularity = 4; }).named.dir.drvPath (packages { })."dir@file:vendor/dir".meta ]'
evaluated '(packages { })."packages/a".dir.drvPath == (packages { })."dir@file:vendor/dir".drvPath' | grep -qx true || fail "a package is two things"
of_packages='build, buildEnv, buildInputs, granularity, lockfile, nativeBuildInputs, node, nodejs, overrides, platforms, pnpm, preferLocal, registries, registry or src'
wrong "mkNodePackages: there is no argument importers: want $of_packages" 'packages { importers = [ "named" ]; }'
wrong "mkNodePackages: lockfile is missing: want $a_lockfile, or src, the tree with it" 'able.mkNodePackages { }'
wrong 'mkNodePackages needs what runs commands: mkLib { stdenv = pkgs.stdenv; nodejs = pkgs.nodejs; python3 = pkgs.python3; … }' '(lib.mkNodePackages { src = tree; }).named.dir.drvPath'
wrong 'mkNodePackages: pnpm = "9": want "10", "11" or "12"' 'packages { pnpm = "9"; }'

# The other ways to the content of a lockfile.
echo '{"cafsPlan":1,"packages":[]}' >"$work/arguments/empty-plan.json"
good '(linked { plan = here + "/empty-plan.json"; registry = null; build = [ ]; })'
good '((mk { curl = "/bin/curl"; }).mkNodeModules { src = "/none"; hash = ""; build = [ ]; }).drvPath'
wrong 'mkNodeModules: plan and hash are both given: want one of them' 'linked { plan = here + "/empty-plan.json"; hash = ""; }'
wrong 'mkNodeModules: importers and plan are both given: the evaluation has to read the lockfile to know which projects link to which' 'linked { plan = here + "/empty-plan.json"; importers = [ "named" ]; }'
wrong 'mkNodeModules: registry and plan are both given: a plan has what `cafs plan` was given by --registry' 'linked { plan = here + "/empty-plan.json"; }'
wrong 'mkNodeModules: netrc goes with hash: else tarballs are fetched with the netrc of Nix (setting netrc-file)' 'linked { netrc = "/etc/netrc"; }'
wrong 'mkNodeModules: granularity = 4: want "store", because of hash' 'linked { hash = ""; granularity = 4; }'
wrong 'mkNodeModules: granularity = "package": want a number of derivations, or "store", because dynamic = true' 'linked { dynamic = true; granularity = "package"; }'
wrong 'mkNodeModules: lockfile = "/none/lock.yaml": want the path of a pnpm-lock.yaml, or a string like "${src}/pnpm-lock.yaml", by this name' '(lib.mkNodeModules { lockfile = "/none/lock.yaml"; hash = ""; build = [ ]; }).drvPath'
