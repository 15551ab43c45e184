# The errors of each function of the library for each wrong argument: one line, by evaluation alone. Sourced by
# tests/nix/eval.

mkdir -p "$work/arguments/directory" "$work/whole"
printf "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n" >"$work/arguments/empty.yaml"
touch "$work/arguments/cafs" "$work/arguments/a.tgz"
cp -r "$root/default.nix" "$root/flake.nix" "$work/library" "$work/whole/"
mv "$work/whole/library" "$work/whole/nix"
cat >"$work/arguments/names.nix" <<NIX
rec {
  here = $work/arguments;
  lockfile = here + "/empty.yaml";
  sha = "$sha512";
  url = "https://host/a-1.0.0.tgz";
  system = "x86_64-linux";
  mk = more: import $work/library ({ cafs = here + "/cafs"; inherit system; } // more);
  lib = mk { };
  flake = (import $work/whole/flake.nix).outputs { self = { }; nixpkgs = { }; };

  # Each function, called with good arguments and these.
  store = more: (lib.mkPnpmStore ({ inherit lockfile; registry = "https://host"; } // more)).drvPath;
  one = more: (lib.makePkgStore ({ id = "a@1.0.0"; tarball = here + "/a.tgz"; integrity = sha; } // more)).drvPath;
  batch = more: (lib.makeBatch ({ name = "batch"; entries = [ (entry { }) ]; } // more)).drvPath;
  entry = more: { id = "a@1.0.0"; tarball = here + "/a.tgz"; integrity = sha; gitHosted = false; } // more;
  merge = more: (lib.mergeStores ({ name = "merged"; fragments = [ here ]; link = "copy"; pack = false; } // more)).drvPath;
  ofPlan = more: (lib.mkPnpmStore ({ plan = here + "/plan.json"; } // more)).drvPath;
  ofHash = more: ((mk { curl = "/bin/curl"; }).mkPnpmStore ({ lockfile = "/none/pnpm-lock.yaml"; hash = ""; } // more)).drvPath;
  fetch = more: (lib.fetchTarball ({ name = "a.tgz"; inherit url; integrity = sha; } // more)).drvPath;
  plan = more: flake.lib.plan ({ inherit lockfile; registries.default = "https://host"; platforms = "all"; } // more);
  inherit (flake.lib) platform readLockfile;
  package = { os = [ ]; cpu = [ ]; libc = [ ]; };
}
NIX

# evaluated EXPRESSION: evaluates it to its last element
evaluated() { nix_do nix-instantiate --eval --read-write-mode --strict --json -E "with import $work/arguments/names.nix; $1" 2>"$work/err"; }

good() { # EXPRESSION
  evaluated "$1" >/dev/null || fail "$1: $(tail -3 "$work/err")"
}

# wrong LINE EXPRESSION: the error is this line; HERE is the directory of the files
wrong() {
  local line=${1//HERE/$work/arguments}
  if evaluated "$2" >"$work/out"; then fail "taken: $2"; fi
  sed 's/^ *//' "$work/err" | grep -qxF "error: $line" || fail "$2"$'\n'"wants: error: $line"$'\n'"has:   $(grep error: "$work/err")"
}

nothing="but there is nothing (a flake sees only files that git knows)"
a_platform='a platform like "linux-x64-glibc", or a Nix system like "x86_64-linux"'
versions='"v10", "v11" or "v3"'
links='"none", "auto", "hardlink", "reflink", "copy" or "symlink"'
a_name='at most 207 letters, digits and + . _ ? = -, no dot ahead, no .drv at the end'
any_hash='sha1, sha256, sha384 or sha512, then a dash and the whole hash in base64'
nix_hash='sha1, sha256 or sha512, then a dash and the whole hash in base64'
a_registry='the URL of a registry, without variables, or { url = URL; serverType = "artifactory"; }'
some_registries='{ "@scope" = URL; "name:" = URL; … }'
a_lockfile='the path of a pnpm-lock.yaml'
of_store='dynamic, granularity, hash, importers, link, lockfile, name, netrc, overrides, pack, plan, platforms, preferLocal, registries, registry or storeVersion'
some_projects='a list of projects of the workspace, like [ "apps/web" ] or [ "@scope/web" ]'
an_override='{ src = …; } with the path of a tarball, integrity = "sha512-…", or both'

good '[ (store { }) (one { }) (batch { }) (merge { }) (fetch { }) (plan { }) ]'
good 'map (link: store { inherit link; }) [ "none" "auto" "hardlink" "reflink" "copy" "symlink" ]'
good 'map (granularity: store { inherit granularity; }) [ 1 1000 "package" "store" ]'
good 'map (storeVersion: store { inherit storeVersion; }) [ "v10" "v11" "v3" [ "v11" ] [ "v3" "v10" "v11" ] ]'
good 'map (platforms: store { inherit platforms; }) [ "all" [ "linux-x64-musl" "aarch64-darwin" { os = "linux"; cpu = "x64"; } ] ]'
good 'map (importers: store { inherit importers; }) [ null [ "." ] [ "./" ] ]'
good 'map (make: make { preferLocal = false; }) [ store one batch merge ]'
good 'store { pack = true; registry = null; registries = { "@scope" = "http://host/"; "work:" = { url = "http://host"; serverType = "artifactory"; }; default = null; }; storeVersion = [ "v11" ]; }'
good 'map (lockfile: store { inherit lockfile; }) [ "${lockfile}" (toString lockfile) { outPath = lockfile; } ]'
good 'one { tarball = lib.fetchTarball { name = "a"; inherit url; integrity = sha; }; integrity = null; gitHosted = true; trusted = true; }'

wrong "mkPnpmStore: argument = HERE: want a set of $of_store" 'lib.mkPnpmStore here'
wrong "mkPnpmStore: lockfile is missing: want $a_lockfile, or a plan" 'lib.mkPnpmStore { }'
wrong "mkPnpmStore: there is no argument lockFile: want $of_store" 'store { lockFile = lockfile; }'
wrong "mkPnpmStore: lockfile = HERE/none.yaml: want $a_lockfile, $nothing" 'store { lockfile = here + "/none.yaml"; }'
wrong "mkPnpmStore: lockfile = \"HERE/none.yaml\": want $a_lockfile, $nothing" 'store { lockfile = toString here + "/none.yaml"; }'
wrong "mkPnpmStore: lockfile = HERE/directory: want $a_lockfile, but it is a directory" 'store { lockfile = here + "/directory"; }'
wrong "mkPnpmStore: lockfile = \"HERE/directory\": want $a_lockfile, but it is a directory" 'store { lockfile = toString here + "/directory"; }'
wrong "mkPnpmStore: lockfile = \"pnpm-lock.yaml\": want $a_lockfile" 'store { lockfile = "pnpm-lock.yaml"; }'
wrong "mkPnpmStore: lockfile = { a = …; }: want $a_lockfile" 'store { lockfile.a = 1; }'
wrong "mkPnpmStore: name = \"a b\": want $a_name" 'store { name = "a b"; }'
wrong "mkPnpmStore: name = \".a\": want $a_name" 'store { name = ".a"; }'
wrong "mkPnpmStore: name = \"a.drv\": want $a_name" 'store { name = "a.drv"; }'
wrong "mkPnpmStore: name = \"\": want $a_name" 'store { name = ""; }'
wrong "mkPnpmStore: name = null: want $a_name" 'store { name = null; }'
wrong "mkPnpmStore: registry = \"host\": want $a_registry" 'store { registry = "host"; }'
wrong 'mkPnpmStore: registry = "https://${HOST}/": want '"$a_registry" 'store { registry = "https://\${HOST}/"; }'
wrong "mkPnpmStore: registry = { default = …; }: want $a_registry" 'store { registry.default = "https://host"; }'
wrong "mkPnpmStore: registries = \"https://host\": want $some_registries" 'store { registries = "https://host"; }'
wrong 'mkPnpmStore: registries.scope = "https://host": want a scope as the name, like "@scope", or the name of a registry and a colon, like "work:"' 'store { registries.scope = "https://host"; }'
wrong "mkPnpmStore: registries.\"@scope\" = 5: want $a_registry" 'store { registries."@scope" = 5; }'
wrong "mkPnpmStore: registry = { serverType = …; url = …; }: want $a_registry" 'store { registry = { url = "https://host"; serverType = "other"; }; }'
wrong "mkPnpmStore: registry = { url = …; }: want $a_registry" 'store { registry.url = "https://host"; }'
wrong "mkPnpmStore: registries.default = \"\": want $a_registry" 'store { registries.default = ""; }'
wrong 'mkPnpmStore: platforms = "x86_64-linux": want "all", or a list like [ "linux-x64-glibc" "aarch64-darwin" ]' 'store { platforms = "x86_64-linux"; }'
wrong 'mkPnpmStore: platforms = [ ]: want "all", or a list like [ "linux-x64-glibc" "aarch64-darwin" ]' 'store { platforms = [ ]; }'
for platform in x86_64-linx linux-x64-gnu linux-x86 nonsense; do
  wrong "mkPnpmStore: platforms[1] = \"$platform\": want $a_platform" "store { platforms = [ system \"$platform\" ]; }"
done
wrong "mkPnpmStore: platforms[0] = { cpu = …; os = …; }: want $a_platform" 'store { platforms = [ { os = "linx"; cpu = "x64"; } ]; }'
wrong "mkPnpmStore: platforms[0] = { os = …; }: want $a_platform" 'store { platforms = [ { os = "linux"; } ]; }'
wrong "mkPnpmStore: platforms[0] = 5: want $a_platform" 'store { platforms = [ 5 ]; }'
wrong "mkPnpmStore: importers = \"web\": want $some_projects" 'store { importers = "web"; }'
wrong "mkPnpmStore: importers = [ ]: want $some_projects" 'store { importers = [ ]; }'
wrong 'mkPnpmStore: importers[0] = "": want the directory or the name of a project' 'store { importers = [ "" ]; }'
wrong 'mkPnpmStore: importers[1] = HERE: want the directory or the name of a project' 'store { importers = [ "." here ]; }'
wrong 'importers: "web" is neither the path nor the name of a project in pnpm-lock.yaml, like "."' 'store { importers = [ "." "web" ]; }'
wrong 'importers: "../web" is neither the path nor the name of a project in pnpm-lock.yaml, like "."' 'store { importers = [ "../web" ]; }'
wrong 'mkPnpmStore: preferLocal = 1: want true or false' 'store { preferLocal = 1; }'
wrong 'mkPnpmStore: overrides = [ 1 ]: want { ID = { src = PATH; }; … }' 'store { overrides = [ 1 ]; }'
wrong 'mkPnpmStore: granularity = 0: want a number of derivations from 1 on, "package" or "store"' 'store { granularity = 0; }'
wrong 'mkPnpmStore: granularity = "shard": want a number of derivations from 1 on, "package" or "store"' 'store { granularity = "shard"; }'
wrong 'mkPnpmStore: granularity = 1.5: want a number of derivations from 1 on, "package" or "store"' 'store { granularity = 1.5; }'
wrong "mkPnpmStore: link = \"hardlnk\": want $links" 'store { link = "hardlnk"; }'
wrong "mkPnpmStore: link = \"hardlnk\": want $links" 'store { link = "hardlnk"; granularity = "store"; }'
wrong "mkPnpmStore: link = [ \"copy\" [ … ] a function true ]: want $links" 'store { link = [ "copy" [ 1 ] (x: x) true ]; }'
wrong 'mkPnpmStore: pack = "yes": want true or false' 'store { pack = "yes"; }'
wrong "mkPnpmStore: storeVersion = \"v12\": want $versions, or a list of them, each once" 'store { storeVersion = "v12"; }'
wrong "mkPnpmStore: storeVersion = 10: want $versions, or a list of them, each once" 'store { storeVersion = 10; }'
wrong "mkPnpmStore: storeVersion = [ ]: want $versions, or a list of them, each once" 'store { storeVersion = [ ]; }'
wrong "mkPnpmStore: storeVersion = [ \"v10\" \"v10\" ]: want $versions, or a list of them, each once" 'store { storeVersion = [ "v10" "v10" ]; }'
wrong "mkPnpmStore: storeVersion[1] = \"v12\": want $versions" 'store { storeVersion = [ "v10" "v12" ]; }'
wrong 'mkPnpmStore: storeVersion = [ "v10" "v11" ]: want a single one, because pack = true' 'store { storeVersion = [ "v10" "v11" ]; pack = true; }'

# A plan in place of a lockfile, and a hash for a lockfile that is not read.
wanted_plan='want what `cafs plan --format json` writes'
a_plan='the path of a plan, which `cafs plan --format json` writes'
plan_file() { printf '%s' "$1" >"$work/arguments/plan.json"; }
plan_with() { plan_file "{\"cafsPlan\":1,\"packages\":[$1]}"; }
package_with() { # FIELDS: of a package a@1.0.0
  plan_with "{\"id\":\"a@1.0.0\",\"key\":\"a@1.0.0\",\"name\":\"a\",$1}"
}
whole_package="\"file\":\"a.tgz\",\"integrity\":\"$sha512\",\"url\":\"https://host/a.tgz\""
package_with "$whole_package"
good '[ (ofPlan { }) (ofPlan { link = "copy"; granularity = "store"; storeVersion = "v11"; }) (ofPlan { importers = null; registry = null; hash = null; }) ]'
good '[ (ofHash { }) (ofHash { hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; netrc = "/etc/nix/netrc"; granularity = "store"; }) (store { hash = null; netrc = null; }) ]'
good 'ofHash { lockfile = lib.fetchTarball { name = "pnpm-lock.yaml"; inherit url; integrity = sha; }; registries = { default = null; "@a" = "https://host"; }; importers = [ "a" ]; overrides."a".src = here + "/a.tgz"; }'
wrong "mkPnpmStore: lockfile and plan are both given: want one of them" 'store { plan = here + "/plan.json"; }'
wrong "mkPnpmStore: plan = HERE/none.json: want $a_plan, $nothing" 'ofPlan { plan = here + "/none.json"; }'
wrong "mkPnpmStore: plan = HERE: want $a_plan, but it is a directory" 'ofPlan { plan = here; }'
wrong "mkPnpmStore: hash goes with lockfile, and not with plan" 'ofPlan { hash = ""; }'
for option in registry registries platform importer; do
  name=${option/platform/platforms} && name=${name/importer/importers}
  case $option in registry) value='"https://host"' ;; registries) value='{ }' ;; *) value='[ system ]' ;; esac
  wrong "mkPnpmStore: $name goes with lockfile: a plan has what \`cafs plan\` was given by --${option/registries/registry}" "ofPlan { $name = $value; }"
done
good 'ofHash { inherit lockfile; }'
to_come='the path of a pnpm-lock.yaml, or a string like "${src}/pnpm-lock.yaml"'
wrong "mkPnpmStore: lockfile = HERE/none.yaml: want $to_come, $nothing" 'ofHash { lockfile = here + "/none.yaml"; }'
wrong "mkPnpmStore: lockfile = HERE: want $to_come, but it is a directory" 'ofHash { lockfile = here; }'
wrong "mkPnpmStore: lockfile = \"pnpm-lock.yaml\": want $to_come" 'ofHash { lockfile = "pnpm-lock.yaml"; }'
wrong 'mkPnpmStore: dynamic = "yes": want true or false' 'store { dynamic = "yes"; }'
wrong 'mkPnpmStore: hash and dynamic are both given: want one of them' 'ofHash { dynamic = true; }'
wrong 'mkPnpmStore: dynamic goes with lockfile, and not with plan' 'ofPlan { dynamic = true; }'
wrong 'mkPnpmStore: granularity = "package": want a number of derivations, or "store", because dynamic = true' 'store { dynamic = true; granularity = "package"; }'
wrong 'mkPnpmStore: dynamic = true wants Nix 2.34 or later with the experimental features dynamic-derivations and ca-derivations; without them, give the lockfile as a path of the tree, a plan, or a hash' '(lib.mkPnpmStore { lockfile = "/none/pnpm-lock.yaml"; dynamic = true; }).drvPath'
wrong 'mkPnpmStore: hash = "sha512-x": want sha256, then a dash and the whole hash in base64; or "", with which Nix says what it is' 'ofHash { hash = "sha512-x"; }'
wrong 'mkPnpmStore: netrc = HERE/netrc: want the path of a netrc as a string, like "/etc/nix/netrc", which the setting extra-sandbox-paths shows to builds' 'ofHash { netrc = here + "/netrc"; }'
wrong "mkPnpmStore: netrc goes with hash: else tarballs are fetched with the netrc of Nix (setting netrc-file)" 'store { netrc = "/etc/nix/netrc"; }'
wrong 'mkPnpmStore: granularity = 16: want "store", because of hash' 'ofHash { granularity = 16; }'
wrong 'mkPnpmStore: hash needs a curl, which fetches the tarballs: mkLib { curl = "${pkgs.curl}/bin/curl"; … }' '(lib.mkPnpmStore { lockfile = "/none/pnpm-lock.yaml"; hash = ""; }).drvPath'
for text in '' 'lockfileVersion' '{"packages":[]}' '[]'; do
  plan_file "$text"
  wrong "plan.json is no plan: $wanted_plan" 'ofPlan { }'
done
plan_file '{ "cafsPlan": 2, "packages": [] }'
wrong "plan.json is a plan of version 2: want version 1, which the cafs of this library writes" 'ofPlan { }'
plan_file '{"cafsPlan":1}'
wrong "plan.json has no list of packages: $wanted_plan" 'ofPlan { }'
plan_with 5
wrong "plan.json: 5 is no package: $wanted_plan" 'ofPlan { }'
plan_with '{"key":"a@1.0.0"}'
wrong "plan.json: a package has no id: $wanted_plan" 'ofPlan { }'
for field in file integrity url; do
  package_with "$(sed "s|\"$field\":\"[^\"]*\"|\"other\":1|" <<<"$whole_package")"
  wrong "plan.json: a@1.0.0 has no $field: $wanted_plan" 'ofPlan { }'
done
package_with "\"path\":\"none.tgz\",$whole_package"
wrong "plan.json: a@1.0.0: there is no HERE/none.tgz" 'ofPlan { }'
package_with '"gitHosted":true,"unfetchable":"it comes from a git host"'
wrong 'plan.json: a@1.0.0 cannot be fetched by a hash: it comes from a git host. Pass overrides."a@1.0.0" = { src = …; } with its tarball' 'ofPlan { }'
good 'ofPlan { overrides."a@1.0.0".src = here + "/a.tgz"; }'
package_with '"unfetchable":"it has no integrity"'
wrong 'plan.json: a@1.0.0 has no integrity: overrides."a@1.0.0" needs one' 'ofPlan { overrides."a@1.0.0".src = here + "/a.tgz"; }'
wrong 'plan.json has no b@1.0.0, for which there is an override' 'ofPlan { overrides."b@1.0.0".src = here + "/a.tgz"; }'
archive="{\"id\":\"a@1.0.0\",\"key\":\"a@1.0.0\",\"name\":\"a\",$whole_package}"
plan_with "$archive,$archive"
wrong 'plan.json: a@1.0.0 has another archive for each platform, but overrides."a@1.0.0" is a single one: want one platform' 'ofPlan { overrides."a@1.0.0".src = here + "/a.tgz"; }'

# The fields of overrides.
printf '%s\n' "$(entry "{integrity: $sha512}")" >"$work/arguments/one.yaml"
override() { echo "store { lockfile = here + \"/one.yaml\"; overrides.\"a@1.0.0\" = $1; }"; }
at='mkPnpmStore: overrides."a@1.0.0"'
good "$(override '{ src = here + "/a.tgz"; integrity = sha; }')"
wrong "$at = HERE/a.tgz: want $an_override" "$(override 'here + "/a.tgz"')"
wrong "$at = { }: want $an_override" "$(override '{ }')"
wrong "$at = { hash = …; src = …; }: want $an_override" "$(override '{ src = here; hash = sha; }')"
wrong "$at = the derivation a: want $an_override" "$(override '(lib.fetchTarball { name = "a"; inherit url; integrity = sha; })')"
wrong "$at.src = \"a.tgz\": want the path of a tarball" "$(override '{ src = "a.tgz"; }')"
wrong "$at.src = HERE/b.tgz: want the path of a tarball, $nothing" "$(override '{ src = here + "/b.tgz"; }')"
wrong "$at.src = HERE/directory: want the path of a tarball, but it is a directory" "$(override '{ src = here + "/directory"; }')"
wrong "$at.integrity = \"sha512-x\": want $any_hash" "$(override '{ integrity = "sha512-x"; }')"

wrong 'makePkgStore: id = "": want a string that is not empty' 'one { id = ""; }'
wrong 'makePkgStore: tarball = "a.tgz": want the path of a tarball' 'one { tarball = "a.tgz"; }'
wrong "makePkgStore: tarball = HERE/b.tgz: want the path of a tarball, $nothing" 'one { tarball = here + "/b.tgz"; }'
wrong 'makePkgStore: tarball = HERE: want the path of a tarball, but it is a directory' 'one { tarball = here; }'
wrong "makePkgStore: integrity = \"md5-x\": want $any_hash" 'one { integrity = "md5-x"; }'
wrong 'makePkgStore: trusted = "": want true or false' 'one { trusted = ""; }'
wrong 'makePkgStore: gitHosted = null: want true or false' 'one { gitHosted = null; }'
wrong 'makePkgStore: bin = { node = …; }: want a path, or { NAME = PATH; … }' 'one { bin.node = 1; }'
wrong 'makePkgStore: prefix = "": want a string that is not empty' 'one { bin = "bun"; prefix = ""; }'
wrong "makePkgStore: storeVersion[0] = \"v12\": want $versions" 'one { storeVersion = [ "v12" ]; }'
wrong 'makePkgStore: there is no argument trust: want bin, gitHosted, id, integrity, preferLocal, prefix, storeVersion, tarball or trusted' 'one { trust = true; }'
wrong 'makePkgStore: tarball is missing: want the path of a tarball' 'lib.makePkgStore { id = "a"; }'

wrong "makeBatch: name = \"a/b\": want $a_name" 'batch { name = "a/b"; }'
wrong 'makeBatch: entries = { }: want the entries of a plan, with their tarballs' 'batch { entries = { }; }'
wrong 'makeBatch: entries[1] = { id = …; }: want an entry of a plan with its tarball: { id; integrity; tarball; gitHosted; … }' 'batch { entries = [ (entry { }) { id = "a"; } ]; }'
wrong 'makeBatch: entries[0].id = 5: want a string that is not empty' 'batch { entries = [ (entry { id = 5; }) ]; }'
wrong "makeBatch: entries[0].integrity = \"x\": want $any_hash" 'batch { entries = [ (entry { integrity = "x"; }) ]; }'
wrong 'makeBatch: entries[0].tarball = null: want the path of a tarball' 'batch { entries = [ (entry { tarball = null; }) ]; }'
wrong 'makeBatch: entries[0].gitHosted = 1: want true or false' 'batch { entries = [ (entry { gitHosted = 1; }) ]; }'
wrong 'makeBatch: database = 1: want true or false' 'batch { database = 1; }'
wrong "makeBatch: storeVersion = null: want $versions, or a list of them, each once" 'batch { storeVersion = null; }'

wrong "mergeStores: name = 5: want $a_name" 'merge { name = 5; }'
wrong 'mergeStores: fragments = HERE: want a list of fragments' 'merge { fragments = here; }'
wrong "mergeStores: fragments[0] = HERE/none: want the path of a fragment, $nothing" 'merge { fragments = [ (here + "/none") ]; }'
wrong 'mergeStores: fragments[1] = "x": want the path of a fragment' 'merge { fragments = [ here "x" ]; }'
wrong "mergeStores: link = true: want $links" 'merge { link = true; }'
wrong 'mergeStores: pack = 1: want true or false' 'merge { pack = 1; }'
wrong "mergeStores: storeVersion = \"10\": want $versions, or a list of them, each once" 'merge { storeVersion = "10"; }'
wrong 'mergeStores: storeVersion = [ "v3" "v11" ]: want a single one, because pack = true' 'merge { storeVersion = [ "v3" "v11" ]; pack = true; }'

wrong "fetchTarball: name = \"@a\": want $a_name" 'fetch { name = "@a"; }'
wrong 'fetchTarball: url = "a.tgz": want a URL like "https://host/name-1.0.0.tgz"' 'fetch { url = "a.tgz"; }'
wrong 'fetchTarball: url = [ "https://host/a-1.0.0.tgz" ]: want a URL like "https://host/name-1.0.0.tgz"' 'fetch { url = [ url ]; }'
wrong "fetchTarball: integrity = \"sha512-x\": want $nix_hash" 'fetch { integrity = "sha512-x"; }'
wrong "fetchTarball: integrity = \"sha384-x\": want $nix_hash" 'fetch { integrity = "sha384-x"; }'
wrong "fetchTarball: integrity = null: want $nix_hash" 'fetch { integrity = null; }'
wrong 'fetchTarball: there is no argument sha512: want integrity, name or url' 'fetch { sha512 = sha; }'

wrong "plan: lockfile = HERE: want $a_lockfile, but it is a directory" 'plan { lockfile = here; }'
wrong "plan: registries = null: want $some_registries" 'plan { registries = null; }'
wrong "plan: platforms[0] = \"x86_64-linx\": want $a_platform" 'plan { platforms = [ "x86_64-linx" ]; }'
wrong 'plan: overrides = "a": want { ID = { src = PATH; }; … }' 'plan { overrides = "a"; }'
wrong 'plan: there is no argument registry: want importers, lockfile, overrides, platforms or registries' 'plan { registry = "https://host"; }'
wrong 'readLockfile: name = HERE: want a string' 'readLockfile here ""'
wrong 'readLockfile: content = HERE: want a string' 'readLockfile "pnpm-lock.yaml" here'
wrong "platform.parse: platform = \"x\": want $a_platform" 'platform.parse "x"'
wrong 'platform.ofSystem: system = null: want a Nix system like "x86_64-linux"' 'platform.ofSystem null'
wrong "platform.isFor: platform = null: want $a_platform" 'platform.isFor null package'
wrong 'platform.isFor: package = { }: want a package of a lockfile: { os; cpu; libc; … }' 'platform.isFor system { }'

with_lib() { echo "((mk { $1 }).mkPnpmStore { lockfile = $work/arguments/one.yaml; registry = \"https://host\"; }).drvPath"; }
an_executable='the path of the executable, like "${package}/bin/cafs"'
wrong "mkLib: cafs = \"cafs\": want $an_executable" "$(with_lib 'cafs = "cafs";')"
wrong "mkLib: cafs = HERE/none: want $an_executable, $nothing" "$(with_lib 'cafs = here + "/none";')"
wrong "mkLib: cafs = HERE: want $an_executable, but it is a directory" "$(with_lib 'cafs = here;')"
wrong "mkLib: cafs = the derivation a: want $an_executable" "$(with_lib 'cafs = lib.fetchTarball { name = "a"; inherit url; integrity = sha; };')"
wrong 'mkLib: system = "x86_64-linx": want a Nix system like "x86_64-linux"' "$(with_lib 'system = "x86_64-linx";')"
wrong 'mkLib: target = "linux-x64": want a Nix system like "x86_64-linux", for which there is a Node.js' "$(with_lib 'target = "linux-x64";')"
wrong "mkLib: curl = \"curl\": want $an_executable" '((mk { curl = "curl"; }).mkPnpmStore { lockfile = "/none/pnpm-lock.yaml"; hash = ""; }).drvPath'
wrong 'mkLib: certificates = HERE/none: want the path of a file of certificates, like "${cacert}/etc/ssl/certs/ca-bundle.crt", '"$nothing" \
  '((mk { curl = "/bin/curl"; certificates = here + "/none"; }).mkPnpmStore { lockfile = "/none/pnpm-lock.yaml"; hash = ""; }).drvPath'
wrong 'mkLib: there is no argument pkgs: want cafs, certificates, curl, nodejs, python3, stdenv, system or target' "$(with_lib 'pkgs = { };')"

some_packages='the packages of nixpkgs, like import <nixpkgs> { } or legacyPackages.x86_64-linux'
wrong "default.nix: pkgs = HERE: want $some_packages" "(import $work/whole { pkgs = here; }).cafs.drvPath"
wrong 'default.nix: there is no argument system: want pkgs' "import $work/whole { inherit system; }"
wrong "overlay.nix: prev = { }: want $some_packages" "(import $work/whole/nix/overlay.nix { } { }).cafs"
wrong "overlay.nix: final = { }: want $some_packages" "(import $work/whole/nix/overlay.nix { } { }).cafsConfigHook"

# The value is shown on one line, whatever it is.
long=$(printf 'x%.0s' $(seq 200))
wrong "mkPnpmStore: link = \"a\\n\\\"b\\\"\": want $links" 'store { link = "a\n\"b\""; }'
wrong "mkPnpmStore: link = \"${long:0:100}…\": want $links" "store { link = \"$long\"; }"
wrong "mkPnpmStore: link = [ 1 2 3 4 5 … ]: want $links" 'store { link = [ 1 2 3 4 5 6 ]; }'

# Arguments that are not used are not evaluated.
unused='throw "evaluated, although not used"'
good "builtins.isAttrs (lib.mkPnpmStore { lockfile = $unused; overrides = $unused; })"
good "builtins.isAttrs (lib.mkPnpmStore { lockfile = $unused; hash = \"\"; overrides = $unused; })"
good "builtins.isAttrs (lib.mkPnpmStore { lockfile = $unused; dynamic = true; overrides = $unused; })"
good "builtins.isAttrs (lib.makePkgStore { id = \"a\"; tarball = $unused; })"
good "builtins.isAttrs (lib.mergeStores { name = \"a\"; fragments = $unused; link = \"copy\"; pack = true; })"
good "builtins.isAttrs (lib.makeBatch { name = \"a\"; entries = $unused; })"
good "map (entry: entry.id) ((mk { cafs = $unused; target = $unused; }).mkPnpmStore { inherit lockfile; registry = \"https://host\"; platforms = \"all\"; }).plan"
good "builtins.attrNames (lib.mkPnpmStore { lockfile = here + \"/one.yaml\"; overrides.\"a@1.0.0\" = $unused; }).packages"
sed 's/^    resolution.*/&\n    os: [darwin]/; s/^  a@1.0.0: {}/  a@1.0.0:\n    optional: true/' "$work/arguments/one.yaml" >"$work/arguments/elsewhere.yaml"
good "store { lockfile = here + \"/elsewhere.yaml\"; overrides.\"a@1.0.0\" = $unused; }"

# In a flake, where evaluation is pure.
mkdir "$work/pure"
cp -r "$work/library" "$work/arguments/empty.yaml" "$work/pure/"
touch "$work/pure/pnpm-lock.yaml"
cat >"$work/pure/flake.nix" <<'NIX'
{
  outputs =
    { self }:
    let
      store =
        lockfile: more:
        ((import ./library ({ cafs = "/none"; } // more)).mkPnpmStore { inherit lockfile; registry = "https://host"; }).drvPath;
      system = "x86_64-linux";
    in
    {
      good = store ./empty.yaml { inherit system; };
      unknown = store ./empty.yaml { };
      none = store ./none.yaml { inherit system; };
      directory = store ./library { inherit system; };
      root = store ./. { inherit system; };
    };
}
NIX
in_flake() { nix_do nix eval "path:$work/pure#$1" 2>"$work/err"; }
wrong_in_flake() { # OUTPUT PART
  if in_flake "$1" >/dev/null; then fail "a flake: taken: $1"; fi
  grep -qF "$2" "$work/err" || fail "a flake: no ‘$2’ in: $(tail -3 "$work/err")"
}
in_flake good >/dev/null || fail "a flake: $(tail -3 "$work/err")"
wrong_in_flake unknown 'mkLib: system is missing: want a Nix system like "x86_64-linux" (pure evaluation has no current one)'
wrong_in_flake none "source/none.yaml: want $a_lockfile, $nothing"
wrong_in_flake directory "source/library: want $a_lockfile, but it is a directory"
wrong_in_flake root "source: want $a_lockfile, but it is a directory"
