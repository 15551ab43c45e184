# Bash functions that put the node_modules of mkNodeModules into a project. Sourced after install.sh; needs coreutils,
# findutils and sed.
#
# Each project's node_modules is a directory of its own, with the links and shims that the tree has. The packages are
# not copied: node_modules/.pnpm is a link to those of the tree, where Node.js finds everything by real paths. Where
# packages depend on projects of the workspace, it is a directory of such links, with copies of those packages.

# cafs_modules TREE: the node_modules of its projects, each on a line, like ./packages/a/node_modules, and of these only
# those whose project is here
cafs_modules() {
  local directory directories
  mapfile -t directories < <(cd "$1" && exec find . -type d -name node_modules -prune)
  for directory in "${directories[@]}"; do [ ! -d "${directory%/node_modules}" ] || echo "$directory"; done
}

# cafs_want_tree NAME: the variable is the path of what mkNodeModules makes
cafs_want_tree() {
  [ -f "${!1-}/nix-support/node-modules.json" ] || cafs_want "$1" "the directory that mkNodeModules makes"
}

# cafs_want_usual TREE: packages are below node_modules
cafs_want_usual() {
  [[ $(<"$1/node_modules/.modules.yaml") == *'"virtualStoreDir": ".pnpm"'* ]] ||
    cafs_fail "$1: virtual-store-dir is set, but only packages in node_modules/.pnpm can be used: remove that setting"
}

# cafs_near_projects TREE: the directories in node_modules/.pnpm of packages that depend on projects of the workspace,
# or on such packages, each on a line: Node.js finds projects only from beside them
cafs_near_projects() {
  local facts
  facts=$(<"$1/nix-support/node-modules.json")
  facts=${facts#*'],"nearProjects":["'}
  facts=${facts%%'"],"commands":['*}
  [[ $facts == '{'* ]] || printf '%s\n' "${facts//'","'/$'\n'}"
}

# cafs_put_packages TREE COPY NEAR...: node_modules/.pnpm is a link to the packages, or, where there are directories
# NEAR, a directory of links to packages, with copies of those; unless COPY is empty, of copies of all. What it links to
# links to nothing that is copied.
cafs_put_packages() {
  local entry i links=() copies=()
  local -A is_copied=([node_modules]=1)
  if [ -z "$2${*:3}" ]; then
    ln -s "$1/node_modules/.pnpm" node_modules/.pnpm
    return
  fi
  for entry in "${@:3}"; do is_copied[$entry]=1; done
  for entry in "$1"/node_modules/.pnpm/*; do
    if [ -n "$2${is_copied[${entry##*/}]-}" ]; then copies+=("$entry"); else links+=("$entry"); fi
  done
  mkdir node_modules/.pnpm || return
  # A command line has room for some thousands.
  for ((i = 0; i < ${#links[@]}; i += 1000)); do ln -s "${links[@]:i:1000}" node_modules/.pnpm/ || return; done
  # -H: where packages were built, those that have nothing to do with it are links.
  for ((i = 0; i < ${#copies[@]}; i += 1000)); do cp -RH "${copies[@]:i:1000}" node_modules/.pnpm/ || return; done
}

# cafs_put_links TREE DIRECTORY...: these node_modules, without packages
cafs_put_links() {
  local entry entries=() here=$PWD
  for entry in "$1"/node_modules/* "$1"/node_modules/.[!.]*; do
    [ "${entry##*/}" != .pnpm ] || continue
    if [ -e "$entry" ] || [ -L "$entry" ]; then entries+=("./node_modules/${entry##*/}"); fi
  done
  for entry in "${@:2}"; do [ "$entry" = ./node_modules ] || entries+=("$entry"); done
  cd "$1" && cp -RP --parents "${entries[@]}" "$here"
}

# cafs_put_modules TREE COPY DIRECTORY...: these node_modules, with links to the packages, or, unless COPY is empty,
# with copies for what refuses links out of the project: reflinks, where cp makes these. As few processes as can be, and
# links at the same time as packages. (In a shell of its own, so that an interactive one tells nothing of jobs.)
cafs_put_modules() (
  mkdir -p node_modules && mapfile -t near < <(cafs_near_projects "$1") || exit
  (cafs_put_links "$1" "${@:3}") &
  status=0
  cafs_put_packages "$1" "$2" "${near[@]}" || status=$?
  wait $! && [ $status = 0 ] && chmod -R u+w "${@:3}"
)

# cafs_modules_settings: what any pnpm should know that is called from now on: nothing is to be installed again, no
# other pnpm to be downloaded
cafs_modules_settings() {
  cafs_export npm manage-package-manager-versions=false verify-deps-before-run=false update-notifier=false
  cafs_export pnpm pm-on-fail=ignore verify-deps-before-run=false update-notifier=false
}

# cafs_shims COPY DIRECTORY...: the shims in these node_modules, each on a line, and unless COPY is empty those of
# packages
cafs_shims() {
  local directory file
  if [ -n "$1" ]; then
    find "${@:2}" -path '*/.bin/*' -type f
    return
  fi
  for directory in "${@:2}"; do
    for file in "$directory"/.bin/*; do [ -L "$file" ] || [ ! -f "$file" ] || echo "$file"; done
  done
}

# cafs_patch_shims TREE COPY DIRECTORY...: the shims in these node_modules run with the sh of PATH, where there is no
# /bin/sh. They run node by PATH, whatever the file says that they run: so theirs are all interpreters that matter. One
# process does in 0.03 s what patchShebangs takes some processes for each file for. Where packages are copies, no shim
# has the path of the tree: an output would refer to it.
cafs_patch_shims() {
  local shims shell i changes=()
  shell=$(type -P sh) && changes+=(-e "1s|^#! */bin/sh\$|#!$shell|")
  [ -z "$2" ] || changes+=(-e "s|$1/|${PWD//[|&\\]/\\&}/|g")
  mapfile -t shims < <(cafs_shims "$2" "${@:3}")
  [ ${#changes[@]} != 0 ] || return 0
  for ((i = 0; i < ${#shims[@]}; i += 1000)); do sed -i "${changes[@]}" "${shims[@]:i:1000}" || return; done
}

# cafs_use_modules TREE [COPY]: the project of the working directory has these node_modules, in the place of what is
# there, with shims that run
cafs_use_modules() {
  local directories tree=$1 copy=${2-}
  cafs_modules_settings
  [ -d "$tree/node_modules" ] || return 0
  cafs_want_usual "$tree" || return
  mapfile -t directories < <(cafs_modules "$tree")
  rm -rf "${directories[@]}" && cafs_put_modules "$tree" "$copy" "${directories[@]}" &&
    cafs_patch_shims "$tree" "$copy" "${directories[@]}"
}

# cafs_forget_modules TREE: removes what cafs_put_modules linked, and keeps what else is in node_modules, like caches
cafs_forget_modules() {
  local directory
  while IFS= read -r directory; do
    [ -d "$directory" ] || continue
    find "$directory" -mindepth 1 -maxdepth 2 -type l -exec rm -f {} +
    rm -rf "$directory/.bin" "$directory/.modules.yaml" "$directory/.pnpm"
  done < <(cafs_modules "$1")
}

# cafs_enter_modules TREE LOCKFILE: in a development shell, links the node_modules that were made of the lockfile into
# the project of the working directory, unless it has some that are not ours. A failure is told, and ends no shell.
cafs_enter_modules() {
  local tree=$1 mark=node_modules/.cafs-tree before directories
  if [ ! -f pnpm-lock.yaml ]; then
    echo "cafs: there is no pnpm-lock.yaml in $PWD: node_modules is linked in the directory of the lockfile only" >&2
    return 0
  fi
  [ "$(<pnpm-lock.yaml)" = "$(<"$2")" ] ||
    echo "cafs: pnpm-lock.yaml is not the one that node_modules is made of: enter the shell again" >&2
  cafs_modules_settings
  if [ -e node_modules ] && [ ! -f "$mark" ]; then
    echo "cafs: node_modules is not what mkNodeModules made: remove it to have that linked" >&2
    return 0
  fi
  before=
  if [ -f "$mark" ]; then before=$(<"$mark"); fi
  if [ "$before" = "$tree" ] && [ -e node_modules/.pnpm/lock.yaml ]; then return 0; fi
  cafs_want_usual "$tree" || return 0
  if [ -d "$before" ]; then cafs_forget_modules "$before"; fi
  if [ -d node_modules ]; then cafs_forget_modules "$tree"; fi
  mapfile -t directories < <(cafs_modules "$tree")
  cafs_put_modules "$tree" "" "${directories[@]}" && echo "$tree" >"$mark"
}
