# The errors of cafsModulesHook for each wrong variable: one line. Sourced by tests/nix/eval after hook.sh.

sed "s|@hook@|$root/nix/hook|" "$root/nix/hook/modules-hook.sh" >"$work/hook/setup-hook.sh"
tree=$work/hook/tree
mkdir -p "$tree"/{node_modules/{.pnpm/a@1.0.0,.bin,@s},packages/{a,gone}/node_modules/.bin} "$work/hook/project/packages/a/node_modules/old" "$work/hook/empty"
echo '  "virtualStoreDir": ".pnpm",' >"$tree/node_modules/.modules.yaml"
facts() { # NEAR TREE: what cafs link --report writes
  mkdir -p "$2/nix-support"
  echo "{\"pendingBuilds\":[],\"nearProjects\":[$1],\"commands\":[]}" >"$2/nix-support/node-modules.json"
}
facts "" "$tree" && facts "" "$work/hook/empty"
touch "$tree/node_modules/.bin/a" "$tree/packages/a/node_modules/.bin/a"
ln -s ../.pnpm/a@1.0.0 "$tree/node_modules/@s/a"
ln -s ../../b "$tree/packages/a/node_modules/b"
chmod -R a-w "$tree"

# has LIST: what is in the project
has() {
  local list
  list=$(cd "$work/hook/project" && find . ! -type d ! -name '*.yaml' | LC_ALL=C sort | tr '\n' ' ')
  [ "$list" = "$1" ] || fail "the hook makes: $list"
}
hooked "nodeModules=$tree" || fail "the hook: $(cat "$work/err")"
has './node_modules/.bin/a ./node_modules/.pnpm ./node_modules/@s/a ./packages/a/node_modules/.bin/a ./packages/a/node_modules/b '
[ "$(readlink "$work/hook/project/node_modules/.pnpm")" = "$tree/node_modules/.pnpm" ] || fail "the hook links to something else"
[ -z "$(find "$work/hook/project" ! -type l ! -perm -200)" ] || fail "what the hook makes cannot be written"
hooked "nodeModules=$tree; cafsModulesCopy=1" || fail "the hook: $(cat "$work/err")"
[ -d "$work/hook/project/node_modules/.pnpm/a@1.0.0" ] && [ ! -L "$work/hook/project/node_modules/.pnpm" ] || fail "the hook copies nothing"
hooked "nodeModules=$work/hook/empty" || fail "the hook, no packages: $(cat "$work/err")"
hooked 'dontCafsConfigure=1' && [ ! -s "$work/out" ] || fail "dontCafsConfigure: $(cat "$work/out" "$work/err")"

a_tree='the directory that mkNodeModules makes'
hook_refuses "nodeModules is not set: want $a_tree" ''
hook_refuses "nodeModules = /none: want $a_tree" 'nodeModules=/none'
hook_refuses "nodeModules = $work/hook/project/packages: want $a_tree" "nodeModules=$work/hook/project/packages"
hook_refuses "pnpmRoot = web: want the directory of the project's lockfile, seen from $work/hook/project" "nodeModules=$tree; pnpmRoot=web"
hook_refuses 'cafsModulesCopy = yes: want 1 or nothing' "nodeModules=$tree; cafsModulesCopy=yes"
hook_refuses 'dontCafsConfigure = 0: want 1 or nothing' 'dontCafsConfigure=0'
chmod -R u+w "$tree"
mkdir -p "$tree/node_modules/.pnpm"/{b@1.0.0/node_modules/b,"c, d]@1.0.0/node_modules/c",node_modules} && touch "$tree/node_modules/.pnpm/lock.yaml"
ln -s ../b@1.0.0/node_modules/b "$tree/node_modules/.pnpm/node_modules/b"
facts '"b@1.0.0","c, d]@1.0.0"' "$tree"
hooked "nodeModules=$tree" || fail "the hook, near projects: $(cat "$work/err")"
near=$(cd "$work/hook/project/node_modules/.pnpm" && find . -maxdepth 1 -type d | LC_ALL=C sort | tr '\n' ' '; find . -maxdepth 1 -type l | LC_ALL=C sort | tr '\n' ' ')
[ "$near" = '. ./b@1.0.0 ./c, d]@1.0.0 ./node_modules ./a@1.0.0 ./lock.yaml ' ] || fail "near projects: $near"
hooked "nodeModules=$tree; cafsModulesCopy=1" || fail "the hook, copied: $(cat "$work/err")"
sed -i 's|".pnpm"|"../elsewhere"|' "$tree/node_modules/.modules.yaml"
hook_refuses "$tree: virtual-store-dir is set, but only packages in node_modules/.pnpm can be used: remove that setting" "nodeModules=$tree; cafsModulesCopy=1"
