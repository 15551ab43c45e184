# The other pnpms, each with a store of its version. Sourced by tests/nix/install, whose projects and functions these are.

# with PNPM
with() {
  pnpm=$1
  case $pnpm in
    9) node=pkgs.nodejs version=v3 ;;
    *) node=pkgs.nodejs_24 version=v11 ;;
  esac
}

# wants WHAT NAME STORE CHECK: like `installs`, but install_wanted builds all of them together
wanted=()
wants() {
  wanted+=("($(project "${@:2}"))")
  echo "pnpm $pnpm: $1"
}
install_wanted() {
  local start=$SECONDS
  nix_do nix-build --no-out-link -E "[ ${wanted[*]} ]" >"$work/out" 2>"$work/log" || fail "$(why)"
  nix_do nix-build --no-out-link --check -E "[ ${wanted[*]} ]" >/dev/null 2>"$work/log" || fail "not reproducible: $(why)"
  echo "these ${#wanted[@]}, the same twice: $((SECONDS - start)) s"
}

# The example as pnpm 9 takes it: settings from package.json alone, and another hash of a patch.
cp -r "$work/example" "$work/example-9"
rm "$work/example-9/pnpm-workspace.yaml"
sed -i 's|"private": true,|& "pnpm": { "patchedDependencies": { "mustache@4.2.0": "patches/mustache@4.2.0.patch" } },|' "$work/example-9/package.json"
hash=$(openssl dgst -md5 -binary "$work/example-9/patches/mustache@4.2.0.patch" | base32 | tr -d = | tr A-Z a-z)
sed -i "s/$(sed -n 's/^    hash: //p' "$work/example/pnpm-lock.yaml")/$hash/" "$work/example-9/pnpm-lock.yaml"

# The example as pnpm 11 and 12 write it: the setting for builds has another name, and the lockfile has only the hash of
# a patch. Likewise the project with settings of its own.
cp -r "$work/example" "$work/example-11"
sed -i 's/^onlyBuiltDependencies:/allowBuilds:/; s/^  - esbuild/  esbuild: true/; /^ignored/,/core-js/d' "$work/example-11/pnpm-workspace.yaml"
sed -i '/^  mustache@4.2.0:$/ { N; N; s/:\n    hash: \(.*\)\n.*/: \1/ }' "$work/example-11/pnpm-lock.yaml"
cp -r "$work/example-11" "$work/stubborn-11"
sed -n '/^packageImportMethod/,$p' "$work/stubborn/pnpm-workspace.yaml" >>"$work/stubborn-11/pnpm-workspace.yaml"
echo 'verifyDepsBeforeRun: install' >>"$work/stubborn-11/pnpm-workspace.yaml"
cp "$work/stubborn/package.json" "$work/stubborn-11/"

# A git-hosted tarball as pnpm 11 and 12 have it in a lockfile.
cp -r "$work/others" "$work/others-11"
sed -i "s|{tarball: https|{gitHosted: true, integrity: $(integrity_of "$work/hosted.tgz"), tarball: https|" "$work/others-11/pnpm-lock.yaml"

# A tarball of a URL, without an integrity, as pnpm 9 has it in a lockfile.
remote=https://files.example/remote.tgz
mkdir "$work/unchecked"
echo "{\"dependencies\":{\"local\":\"$remote\"}}" >"$work/unchecked/package.json"
cat >"$work/unchecked/pnpm-lock.yaml" <<YAML
lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      local:
        specifier: $remote
        version: $remote

packages:

  local@$remote:
    resolution: {tarball: $remote}
    version: 1.0.0

snapshots:

  local@$remote: {}
YAML

# A workspace that configures pnpm by a package.
cp -r "$work/workspace" "$work/configured"
printf 'configDependencies:\n  picocolors: 1.1.1\n' >>"$work/configured/pnpm-workspace.yaml"
{
  printf -- "---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    configDependencies:\n      picocolors:\n        specifier: 1.1.1\n        version: 1.1.1\n\n"
  printf 'packages:\n\n%s\n\nsnapshots:\n\n  picocolors@1.1.1: {}\n\n---\n' "$(sed -n '/^  picocolors@1.1.1:$/,/^    resolution/p' "$work/workspace/pnpm-lock.yaml" | head -2)"
  cat "$work/workspace/pnpm-lock.yaml"
} >"$work/configured/pnpm-lock.yaml"

# in_place ARGUMENTS: prints checks that the store is used in place: by pnpm 11 and 12 directly, by pnpm 9 through
# symbolic links. Of a list of fragments, all but small files are symbolic links.
in_place() {
  local where='"$pnpmDeps/v11"'
  if [ -z "$1" ]; then
    echo '[ -z "$(find "$NIX_BUILD_TOP/cafs-store" -type f -size +8 ! -name index.db)" ];'
    where='"$NIX_BUILD_TOP/cafs-store/v11"'
  elif [ "$pnpm" = 9 ]; then
    echo '[ -z "$(find "$NIX_BUILD_TOP/cafs-store" -type f)" ];'
  else
    echo '[ ! -e "$NIX_BUILD_TOP/cafs-store" ];'
  fi
  [ "$pnpm" = 9 ] || echo "[ \"\$(pnpm store path)\" = $where ];"
}
rebuilds='pnpm rebuild esbuild; read -r -n 4 magic <node_modules/esbuild/bin/esbuild; [ "$magic" = $(printf "\177ELF") ];'
works='node packages/greet/main.js | grep "ITWORKS!";'
deploys='pnpm --offline --filter=greet deploy --prod ../deployed; node ../deployed/main.js | grep "ITWORKS!";'

# from NAME ARGUMENTS: wants this project from a store with these arguments
from() {
  local store
  store=$(store_of "$1" "$2")
  case $1 in
    example*) wants "the example, patched, run, rebuilt { $2 }" "$1" "$store" "$check; $(in_place "$2") $rebuilds" ;;
    stubborn*) wants "a project that sets otherwise { $2 }" "$1" "$store" "$check; $(in_place "$2") $rebuilds" ;;
    workspace) wants "a workspace { $2 }" "$1" "$store" "$works $(in_place "$2")" ;;
    configured) wants "a workspace that configures pnpm by a package { $2 }" "$1" "$store" "$works [ -e node_modules/.pnpm-config/picocolors ]" ;;
    deployed) wants "a workspace, and pnpm deploy { $2 }" "$1" "$store" "$works $deploys $(in_place "$2")" ;;
    unchecked) wants "a tarball without an integrity { $2 }" unchecked "$(store_of unchecked "$2 overrides.\"$remote\".src = $work/others/local.tgz;")" \
      'node -e "if (require(\"local\") !== \"local\") process.exit(1)"' ;;
    others*) wants "a local and a git-hosted tarball { $2 }" "$1" "$(store_of "$1" "$2 overrides.\"$hosted\".src = $work/hosted.tgz;")" \
      'node -e "if (require(\"local\") + require(\"hosted\") !== \"localhosted\") process.exit(1)"' ;;
  esac
}
every() { # NAME...: from every kind of store
  local name store
  for name in "$@"; do
    for store in '' 'link = "symlink";' 'link = "copy";' 'granularity = "store";'; do from "$name" "$store"; done
  done
}

# pnpm 9 has no `deploy` offline: it resolves anew.
with 9
if [ "${1-}" = --all ]; then
  every example-9 workspace others unchecked
else
  from example-9 ''
  from workspace 'link = "copy";'
  from unchecked ''
fi
for each in 11 12; do
  with "$each"
  if [ "${1-}" = --all ]; then
    every example-11 stubborn-11 workspace deployed others-11
    [ "$each" = 11 ] || every configured
  else
    from stubborn-11 ''
    from deployed 'link = "copy";'
    from others-11 ''
    if [ "$each" = 12 ]; then from configured '' && from configured 'link = "copy"; importers = [ "." "packages/greet" ];'; fi
  fi
done
install_wanted

start=$SECONDS
with 9
refuses "is no store for pnpm 9.15.9: it has no v3, but v11: the pnpm on PATH decides" workspace "$(version=v11 store_of workspace)"
with 11
refuses "is no store for pnpm 11.28.11: it has no v11, but v10: the pnpm on PATH decides" workspace "$(version=v10 store_of workspace)"
refuses "ERR_PNPM_NO_OFFLINE_TARBALL" workspace "$(store_of app)"
with 12
refuses "is a packed store" workspace "$(store_of workspace 'pack = true;')"
refuses "ERR_PNPM_NO_OFFLINE_TARBALL" workspace "$(store_of app)"
echo "what is wrong is said: $((SECONDS - start)) s"
