# The errors of the hook and of cafs-install for each wrong variable: one line. Sourced by tests/nix/eval.

mkdir -p "$work/hook/bin" "$work/hook/home" "$work/hook/store/v10" "$work/hook/project"
printf '#!/bin/sh\n[ "$1" = --version ] && echo 10.0.0 || echo "pnpm $*"\n' >"$work/hook/bin/pnpm"
chmod +x "$work/hook/bin/pnpm"
sed "s|@hook@|$root/nix/hook|; s|@npm[A-Za-z]*@||g" "$root/nix/hook/setup-hook.sh" >"$work/hook/setup-hook.sh"

# hooked VARIABLES: runs the hooks in a shell like that of a build, after these assignments
hooked() {
  (cd "$work/hook/project" && env -i PATH="$work/hook/bin:$PATH" HOME="$work/hook/home" NIX_BUILD_TOP="$work/hook" bash -euc '
    runHook() { :; }
    postConfigureHooks=() fixupOutputHooks=() prefix=/none pnpmDeps=$NIX_BUILD_TOP/store
    eval "$1"
    source ../setup-hook.sh
    for each in "${postConfigureHooks[@]}" "${fixupOutputHooks[@]}"; do $each; done' hooked "$1") >"$work/out" 2>"$work/err"
}

hook_installs() { # VARIABLES PART
  hooked "$1" || fail "the hook, $1: $(cat "$work/err")"
  grep -qF -- "$2" "$work/out" || fail "the hook, $1: no ‘$2’ in: $(cat "$work/out")"
}

# hook_refuses LINE VARIABLES: checks that the hook fails with this line and nothing else
hook_refuses() {
  if hooked "$2"; then fail "the hook takes: $2"; fi
  [ "$(cat "$work/err")" = "cafs: $1" ] || fail "the hook, $2: wants: cafs: $1, says: $(cat "$work/err")"
}

# Some pnpms ask the network for configDependencies, whatever the store has.
printf 'configDependencies:\n  a: 1.0.0\n' >"$work/hook/project/pnpm-workspace.yaml"
hooked '' && grep -qx 'cafs: pnpm 10.0.0 asks the registry for the configDependencies of .*; pnpm 12 takes them from the store' "$work/err" ||
  fail "the hook does not tell of configDependencies: $(cat "$work/err")"
grep -q 'minimum-release-age' "$work/out" && fail "minimum-release-age for pnpm 10: $(cat "$work/out")"
mkdir "$work/hook/store/v11" && sed -i 's/10.0.0/12.0.0/' "$work/hook/bin/pnpm"
hook_installs '' 'minimum-release-age=0'
[ ! -s "$work/err" ] || fail "the hook, pnpm 12: $(cat "$work/err")"
[ "$(readlink "$work/hook/cafs-store/v11")$(ls -d "$work/hook/cafs-store/v11")" = "$work/hook/cafs-store/v11" ] || fail "no store that can be written"

# pnpm 11 links runtimes to its store, which then has to be one that can be written.
rm -r "$work/hook/cafs-store" "$work/hook/project/pnpm-workspace.yaml" && sed -i 's/12.0.0/11.0.0/' "$work/hook/bin/pnpm"
hook_installs '' "--store-dir=$work/hook/store "
echo '  node@runtime:22.0.0:' >"$work/hook/project/pnpm-lock.yaml"
hook_installs '' "--store-dir=$work/hook/cafs-store "
rm "$work/hook/project/pnpm-lock.yaml" && sed -i 's/11.0.0/12.0.0/' "$work/hook/bin/pnpm"
rm -r "$work/hook/store/v11" && sed -i 's/12.0.0/10.0.0/' "$work/hook/bin/pnpm"

a_store='the directory of a store that mkPnpmStore makes'
hook_installs '' 'pnpm install --offline'
hook_installs 'pnpmRoot=.; pnpmWorkspaces=(a "b c"); pnpmInstallFlags="--prod --x y"' '--filter=a --filter=b c --prod --x y'
hook_installs 'dontCafsConfigure=; dontCafsStrip=true' 'pnpm install --offline'
hooked 'dontCafsConfigure=1' && [ ! -s "$work/out" ] || fail "dontCafsConfigure: $(cat "$work/out" "$work/err")"
hook_refuses 'pnpmDeps is not set: want the store that mkPnpmStore makes' 'pnpmDeps='
hook_refuses "pnpmDeps = /none: want $a_store" 'pnpmDeps=/none'
hook_refuses "pnpmDeps = $work/hook/store $work/hook/store: want $a_store" 'pnpmDeps="$pnpmDeps $pnpmDeps"'
hook_refuses "pnpmRoot = web: want the directory of the project's lockfile, seen from $work/hook/project" 'pnpmRoot=web'
hook_refuses 'pnpmWorkspaces: --filter=a: want names of packages, without --filter' 'pnpmWorkspaces="b --filter=a"'
hook_refuses 'pnpmInstallFlags: prod: want options of pnpm install' 'pnpmInstallFlags=prod'
hook_refuses 'pnpmInstallFlags: prod: want options of pnpm install' 'pnpmInstallFlags=(prod --x)'
hook_refuses 'dontCafsConfigure = false: want 1 or nothing' 'dontCafsConfigure=false'
hook_refuses 'dontCafsStrip = 0: want 1 or nothing' 'dontCafsStrip=0'

# install_refuses LINE COMMAND...: checks that cafs-install fails with this line in this environment
install_refuses() {
  local line=$1
  shift
  if (cd "$work/hook/project" && env -i PATH="$work/hook/bin:$PATH" "$@") >"$work/out" 2>"$work/err"; then fail "taken: $*"; fi
  [ "$(cat "$work/err")" = "cafs: $line" ] || fail "$*: wants: cafs: $line, says: $(cat "$work/err")"
}
install=$root/nix/hook/cafs-install
install_refuses "/none: want $a_store" HOME="$work/hook/home" "$install" /none
install_refuses 'HOME = home: want an absolute path' HOME=home "$install" "$work/hook/store"
install_refuses 'XDG_CACHE_HOME = cache: want an absolute path' HOME="$work/hook/home" XDG_CACHE_HOME=cache "$install" "$work/hook/store"
