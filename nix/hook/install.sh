# Bash functions that have pnpm install from a store that is used in place, as one in /nix/store: nothing of it is
# hashed again, and nothing but small files copied. Sourced by setup-hook.sh and by cafs-install; needs coreutils, pnpm,
# and for a store that is a list of fragments cafs: $CAFS, or what PATH has.

cafs_hook_directory=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# cafs_fail WHAT: what failed and why, as the last line
cafs_fail() {
  echo "cafs: $*" >&2
  return 1
}

# cafs_want NAME WHAT: says that the variable has another value than what is wanted
cafs_want() {
  cafs_fail "$1 = ${!1-}: want $2"
}

# cafs_want_store NAME: the variable is the path of a directory
cafs_want_store() {
  [ -d "${!1-}" ] || cafs_want "$1" "the directory of a store that mkPnpmStore makes"
}

# cafs_want_switch NAME: the variable is on or off
cafs_want_switch() {
  case ${!1-} in
    '' | 1 | true) ;;
    *) cafs_want "$1" "1 or nothing" ;;
  esac
}

# cafs_is_list STORE: whether it is a list of fragments, to be merged where it is used
cafs_is_list() {
  [ -f "$1/fragments" ]
}

# cafs_stores STORE: which stores there are in it, or in its fragments, which are all alike
cafs_stores() {
  local version part=$1
  if cafs_is_list "$1"; then part=$(head -n 1 "$1/fragments"); fi
  for version in v3 v10 v11; do
    if [ -z "$part" ] || [ -d "$part/$version" ]; then echo "$version"; fi
  done
}

# cafs_version STORE: which store in it is for the pnpm that is there: v10, v11 or v3. (By cafs_settings, pnpm does not
# ask for the version that a project names.)
cafs_version() {
  local pnpm version found
  if [ -e "$1/pnpm-store.tar.zst" ]; then
    cafs_fail "$1 is a packed store: give it to nixpkgs' pnpmConfigHook, or make it without pack"
    return
  fi
  pnpm=$(pnpm --version) || return
  case $pnpm in
    9.*) version=v3 ;;
    10.*) version=v10 ;;
    11.* | 12.*) version=v11 ;;
    *) cafs_fail "no store is known for pnpm $pnpm" || return ;;
  esac
  found=$(cafs_stores "$1")
  if grep -qx "$version" <<<"$found"; then echo "$version" && return; fi
  cafs_fail "$1 is no store for pnpm $pnpm: it has no $version$(cafs_but "$found")"
}

# cafs_but VERSIONS: what there is instead, and what decides, to be told
cafs_but() {
  [ -z "$1" ] || echo ", but ${1//$'\n'/ }: the pnpm on PATH decides, not packageManager:" \
    "see storeVersion of mkPnpmStore"
}

# cafs_unite STORE VERSION DIRECTORY: makes DIRECTORY the store of a list of fragments, by symbolic links to what they
# have, and copies of what is small.
cafs_unite() {
  local cafs=${CAFS:-cafs}
  type "$cafs" >/dev/null 2>&1 ||
    cafs_fail "$1 is a list of fragments, and there is no cafs to merge them: put it on PATH," \
      "or make the store with link = \"symlink\"" || return
  "$cafs" merge --link symlink --store-version "$2" --store "$3" "$1" >/dev/null
}

# cafs_overlay STORE VERSION DIRECTORY: makes DIRECTORY a store that can be written, with STORE's content and indexes in
# it by symbolic links. pnpm 10 registers projects in its store, and notes what it built; pnpm 12 links there what
# configures it, pnpm 11 runtimes.
cafs_overlay() {
  local store version=$2 overlay=$3 entry
  store=$(realpath "$1") && mkdir -p "$overlay/$version" || return
  for entry in "$store/$version"/*; do
    ln -sfn "$entry" "$overlay/$version/${entry##*/}" || return
  done
}

# What pnpm should know of the store whenever it is called, besides where it is:
#   copy                    a hard link would let the project write into the store; a reflink is made where it can be
#   verify-store-integrity  every file would be hashed again: indexes have no checkedAt
#   side-effects-cache      what builds made would be written into the store
#   manage-…-versions       another pnpm would be downloaded
#   global-virtual-store    packages would be linked to from the store, not be in the project
cafs_pnpm_settings=(
  package-import-method=copy
  verify-store-integrity=false
  side-effects-cache=false
  manage-package-manager-versions=false
  enable-global-virtual-store=false
  update-notifier=false
)

# The same for pnpm 11 and 12, which take a store that nobody can write as it is:
#   frozen-store            nothing is written there
#   trust-lockfile          the registry would be asked for the age of packages
#   pm-on-fail              another pnpm would be downloaded
#   verify-deps-…           pnpm run would install again where it takes the node_modules for outdated
cafs_frozen_settings=(
  frozen-store=true
  trust-lockfile=true
  package-import-method=copy
  verify-store-integrity=false
  side-effects-cache=false
  pm-on-fail=ignore
  verify-deps-before-run=false
  enable-global-virtual-store=false
  update-notifier=false
)

# cafs_export PREFIX SETTING...: tells every pnpm that is called from now on, for pnpm run, deploy, rebuild
cafs_export() {
  local prefix=$1 setting name
  for setting in "${@:2}"; do
    name=${setting%%=*}
    export "${prefix}_config_${name//-/_}=${setting#*=}"
  done
}

# cafs_settings STORE: of pnpm 10 and 9
# They copy a file with its mode, 0444 in /nix/store: writable-copies.cjs lets the owner write, for patches and builds,
# as pnpm itself would from a store of its own.
cafs_settings() {
  cafs_export npm "store-dir=$1" "${cafs_pnpm_settings[@]}"
  export NODE_OPTIONS="${NODE_OPTIONS:+$NODE_OPTIONS }--require \"$cafs_hook_directory/writable-copies.cjs\""
}

# cafs_has_config_dependencies: whether the project of the working directory configures pnpm by packages
cafs_has_config_dependencies() {
  [ -f pnpm-workspace.yaml ] && grep -q '^configDependencies: *$' pnpm-workspace.yaml
}

# cafs_config_dependencies PNPM: what is to be known of them with this pnpm. Only pnpm 12 takes them from a store, where
# they are as old as they are.
cafs_config_dependencies() {
  case $1 in
    12.*) cafs_export pnpm minimum-release-age=0 ;;
    *)
      echo "cafs: pnpm $1 asks the registry for the configDependencies of pnpm-workspace.yaml," \
        "even if the store has them: this fails without a network; pnpm 12 takes them from the store" >&2
      ;;
  esac
}

# cafs_has_runtimes: whether the project wants Node.js, Bun or Deno as a dependency
cafs_has_runtimes() {
  grep -qs '@runtime:' pnpm-lock.yaml
}

# cafs_install STORE OVERLAY [OPTION...]: has pnpm install the project of the working directory, offline, from the
# store; from a list of fragments by what is made of them in the directory OVERLAY; with pnpm 10 and 9, and for
# runtimes, through one of symbolic links there. A node_modules that is there is replaced without asking. What a project
# sets for itself in pnpm-workspace.yaml has precedence over .npmrc and the environment, so the settings are on the
# command line, too.
cafs_install() {
  local store=$1 overlay=$2 version settings needs_links=
  shift 2
  cafs_export npm manage-package-manager-versions=false
  cafs_export pnpm pm-on-fail=ignore
  version=$(cafs_version "$store") || return
  if cafs_has_config_dependencies; then
    needs_links=1
    cafs_config_dependencies "$(pnpm --version)"
  fi
  if cafs_is_list "$store"; then
    cafs_unite "$store" "$version" "$overlay" || return
    store=$overlay
  elif [ "$version" != v11 ] || [ -n "$needs_links" ] || cafs_has_runtimes; then
    cafs_overlay "$store" "$version" "$overlay" || return
    store=$overlay
  fi
  store=$(realpath "$store") || return
  if [ "$version" = v11 ]; then
    cafs_export pnpm "store-dir=$store" "${cafs_frozen_settings[@]}"
    settings=("--store-dir=$store" --frozen-store --trust-lockfile "${cafs_frozen_settings[@]/#/--config.}")
    [ -z "$needs_links" ] || settings+=(--config.minimum-release-age=0)
  else
    cafs_settings "$store"
    settings=("--config.store-dir=$store" "${cafs_pnpm_settings[@]/#/--config.}")
  fi
  CI=true pnpm install --offline --frozen-lockfile --ignore-scripts \
    "${settings[@]}" "$@"
}

# cafs_strip_install_state DIRECTORY: removes what tells time and place of an install from every node_modules below it,
# so that what contains one is reproducible. pnpm makes it anew when it installs again.
cafs_strip_install_state() {
  find "$1" '(' -path '*/node_modules/.modules.yaml' -o -path '*/node_modules/.pnpm-workspace-state*.json' ')' \
    -type f -exec rm -f {} +
}
