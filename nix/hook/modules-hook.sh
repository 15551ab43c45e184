# cafsModulesHook: after configuring, puts the node_modules of mkNodeModules into the project, without an install.
#
#   nodeModules         what mkNodeModules makes
#   pnpmRoot            directory of the project's lockfile, if not the source's own
#   cafsModulesCopy     1: packages are copied, and may be written, instead of links to them
#   dontCafsConfigure   1: nothing is done

# shellcheck source=nix/hook/install.sh
source @hook@/install.sh
# shellcheck source=nix/hook/modules.sh
source @hook@/modules.sh

cafsModulesHook() {
  cafs_want_switch dontCafsConfigure || exit 1
  [ -z "${dontCafsConfigure-}" ] || return 0
  echo "Executing cafsModulesHook"
  cafs_want_switch cafsModulesCopy || exit 1
  [ -n "${nodeModules-}" ] || cafs_fail "nodeModules is not set: want the directory that mkNodeModules makes" || exit 1
  cafs_want_tree nodeModules || exit 1
  [ -d "${pnpmRoot:-.}" ] || cafs_want pnpmRoot "the directory of the project's lockfile, seen from $PWD" || exit 1
  [ -w "${HOME:-/homeless-shelter}" ] || export HOME=$NIX_BUILD_TOP/cafs-home
  mkdir -p "$HOME"

  pushd "${pnpmRoot:-.}" >/dev/null || exit 1
  cafs_use_modules "$nodeModules" "${cafsModulesCopy-}" || exit 1
  popd >/dev/null || exit 1
  echo "Finished cafsModulesHook"
}

postConfigureHooks+=(cafsModulesHook)
