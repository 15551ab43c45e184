# cafsConfigHook: after configuring, installs a project's dependencies from the store $pnpmDeps, in place.
#
#   pnpmDeps            the store, as mkPnpmStore makes it
#   pnpmRoot            directory of the project's lockfile, if not the source's own
#   pnpmWorkspaces      names of the packages of a workspace to install, with their dependencies; default: all
#   pnpmInstallFlags    more for pnpm install
#   prePnpmInstall      run before
#   dontCafsConfigure   1: nothing is done
#   dontCafsStrip       1: what tells time and place of the install stays in the outputs

# shellcheck source=nix/hook/install.sh
source @hook@/install.sh
CAFS=@cafs@

# cafsWords NAME: the words of a variable, be it an array, or words in a string, each on a line
cafsWords() {
  declare -p "$1" >/dev/null 2>&1 || return 0
  local -n words=$1
  if [[ $(declare -p "$1") == "declare -a"* ]]; then
    printf '%s\n' "${words[@]}"
  else
    local list=()
    read -r -d '' -a list <<<"${words}" || true
    printf '%s\n' "${list[@]}"
  fi
}

# cafsCheckVariables: what the hook is told can be done
cafsCheckVariables() {
  local word first=
  [ -n "${pnpmDeps-}" ] || cafs_fail "pnpmDeps is not set: want the store that mkPnpmStore makes" || return
  cafs_want_store pnpmDeps || return
  [ -d "${pnpmRoot:-.}" ] || cafs_want pnpmRoot "the directory of the project's lockfile, seen from $PWD" || return
  while IFS= read -r word; do
    [[ $word != -* ]] || cafs_fail "pnpmWorkspaces: $word: want names of packages, without --filter" || return
  done < <(cafsWords pnpmWorkspaces)
  read -r first < <(cafsWords pnpmInstallFlags) || true
  [[ -z $first || $first == -* ]] || cafs_fail "pnpmInstallFlags: $first: want options of pnpm install"
}

cafsConfigHook() {
  cafs_want_switch dontCafsConfigure || exit 1
  [ -z "${dontCafsConfigure-}" ] || return 0
  echo "Executing cafsConfigHook"
  cafsCheckVariables || exit 1
  type pnpm >/dev/null 2>&1 || cafs_fail "there is no pnpm: put one among nativeBuildInputs" || exit 1
  [ -w "${HOME:-/homeless-shelter}" ] || export HOME=$NIX_BUILD_TOP/cafs-home
  mkdir -p "$HOME"
  # Of packages that download or build for a platform.
  if [ -n "@npmArch@" ]; then
    export npm_config_arch="@npmArch@" npm_config_platform="@npmPlatform@"
    export pnpm_config_arch="@npmArch@" pnpm_config_platform="@npmPlatform@"
  fi

  local flags=() word
  while IFS= read -r word; do [ -z "$word" ] || flags+=("--filter=$word"); done < <(cafsWords pnpmWorkspaces)
  while IFS= read -r word; do [ -z "$word" ] || flags+=("$word"); done < <(cafsWords pnpmInstallFlags)

  pushd "${pnpmRoot:-.}" >/dev/null || exit 1
  runHook prePnpmInstall
  cafs_install "$pnpmDeps" "$NIX_BUILD_TOP/cafs-store" "${flags[@]}" || exit 1
  if type patchShebangs >/dev/null 2>&1 && [ -d node_modules ]; then patchShebangs node_modules; fi
  popd >/dev/null || exit 1
  echo "Finished cafsConfigHook"
}

cafsStripHook() {
  cafs_want_switch dontCafsStrip || exit 1
  [ -n "${dontCafsStrip-}" ] || [ ! -d "$prefix" ] || cafs_strip_install_state "$prefix"
}

postConfigureHooks+=(cafsConfigHook)
fixupOutputHooks+=(cafsStripHook)
