# Bash functions that have pnpm 10 install from a store that is used in place, as one in /nix/store: nothing of it is
# copied or hashed again. Sourced by setup-hook.sh and by cafs-install; needs coreutils and pnpm.

cafs_hook_directory=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# cafs_fail WHAT: what failed and why, as the last line
cafs_fail() {
  echo "cafs: $*" >&2
  return 1
}

# cafs_check_store STORE: is it one that can be used in place?
cafs_check_store() {
  if [ -e "$1/pnpm-store.tar.zst" ]; then
    cafs_fail "$1 is a packed store: give it to nixpkgs' pnpmConfigHook, or make it without pack"
  elif [ ! -d "$1/v10" ]; then
    cafs_fail "$1 is no pnpm 10 store: it has no v10"
  fi
}

# cafs_overlay STORE DIRECTORY: makes DIRECTORY a store that can be written, with STORE's content and indexes in it by
# symbolic links. pnpm registers projects in its store, and notes what it built.
cafs_overlay() {
  local store overlay=$2 entry
  store=$(realpath "$1") && mkdir -p "$overlay/v10" || return
  for entry in "$store"/v10/*; do
    ln -sfn "$entry" "$overlay/v10/${entry##*/}" || return
  done
}

# cafs_check_pnpm: the store is one for pnpm 10. (By cafs_settings, pnpm does not ask for the version that a project
# names.)
cafs_check_pnpm() {
  local version
  version=$(pnpm --version) || return
  case $version in
    10.*) ;;
    *) cafs_fail "the store is for pnpm 10, and this is pnpm $version: use pnpm_10" ;;
  esac
}

# What pnpm should know of the store whenever it is called, besides where it is:
#   copy                    a hard link would let the project write into the store; a reflink is made where it can be
#   verify-store-integrity  every file would be hashed again: indexes have no checkedAt
#   side-effects-cache      what builds made would be written into the store
#   manage-…-versions       another pnpm would be downloaded
cafs_pnpm_settings=(
  package-import-method=copy
  verify-store-integrity=false
  side-effects-cache=false
  manage-package-manager-versions=false
  update-notifier=false
)

# cafs_settings OVERLAY: tells every pnpm that is called from now on, for pnpm run, deploy, rebuild
# pnpm 10 copies a file with its mode, 0444 in /nix/store: writable-copies.cjs lets the owner write, for patches and
# builds, as pnpm itself would from a store of its own.
cafs_settings() {
  local setting name
  export npm_config_store_dir=$1
  for setting in "${cafs_pnpm_settings[@]}"; do
    name=${setting%%=*}
    export "npm_config_${name//-/_}=${setting#*=}"
  done
  export NODE_OPTIONS="${NODE_OPTIONS:+$NODE_OPTIONS }--require \"$cafs_hook_directory/writable-copies.cjs\""
}

# cafs_install STORE OVERLAY [OPTION...]: has pnpm install the project of the working directory, offline, from the store,
# through an overlay of it. A node_modules that is there is replaced without asking. What a project sets for itself in
# pnpm-workspace.yaml has precedence over .npmrc and the environment, so the settings are on the command line, too.
cafs_install() {
  local store=$1 overlay=$2
  shift 2
  cafs_settings "$overlay"
  cafs_check_store "$store" && cafs_check_pnpm && cafs_overlay "$store" "$overlay" || return
  CI=true pnpm install --offline --frozen-lockfile --ignore-scripts \
    --config.store-dir="$overlay" "${cafs_pnpm_settings[@]/#/--config.}" --config.enable-global-virtual-store=false "$@"
}

# cafs_strip_install_state DIRECTORY: removes what tells time and place of an install from every node_modules below it,
# so that what contains one is reproducible. pnpm makes it anew when it installs again.
cafs_strip_install_state() {
  find "$1" '(' -path '*/node_modules/.modules.yaml' -o -path '*/node_modules/.pnpm-workspace-state*.json' ')' \
    -type f -exec rm -f {} +
}
