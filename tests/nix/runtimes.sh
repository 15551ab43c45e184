# Runtimes: the archive in runtimes/pnpm-lock.yaml for each platform, and the arguments for cafs. Sourced by
# tests/nix/eval.

cp -r "$here/runtimes" "$work/runtimes"

# runtime_of PLATFORMS EXPRESSION [MORE]: evaluates the expression, with `plan` for these platforms
runtime_of() {
  nix_do nix-instantiate --eval --strict --json -E "let plan = import $work/library/plan.nix {
    lockfile = $work/runtimes/pnpm-lock.yaml; registries.default = \"https://registry.example\"; platforms = $1; ${3-} };
    files = map (entry: entry.file) plan; of = id: builtins.head (builtins.filter (entry: entry.id == id) plan); in $2" 2>"$work/err"
}
# runtime_is PLATFORMS EXPRESSION VALUE [MORE]
runtime_is() {
  local found
  found=$(runtime_of "$1" "$2" "${4-}") || fail "$2 for $1: $(tail -3 "$work/err")"
  [ "$found" = "$3" ] || fail "$2 for $1: want $3, got $found"
}
# runtime_fails PLATFORMS WORDS [MORE]
runtime_fails() {
  if runtime_of "$1" plan "${3-}" >/dev/null; then fail "accepted for $1, where ‘$2’ was due"; fi
  grep -qF "$2" "$work/err" || fail "no ‘$2’ in: $(tail -3 "$work/err")"
}
linux='[ "linux-x64-glibc" ]'
musl='[ "linux-x64-musl" ]'

runtime_is "$linux" files '["bun-linux-x64.zip","node-v22.0.0-linux-x64.tar.gz","plain-1.0.0.tgz","tool.tar.gz"]'
runtime_is "$musl" files '["bun-linux-x64-musl.zip","node-v22.0.0-linux-x64-musl.tar.gz","plain-1.0.0.tgz","tool.tar.gz"]'
runtime_is '[ "linux-x64-glibc" "linux-x64-musl" ]' 'builtins.length plan' 6
runtime_is '"all"' 'builtins.length plan' 9
runtime_is '"all"' 'builtins.length (builtins.filter (entry: entry.id == "node@runtime:22.0.0" && entry.name == "node") plan)' 4
runtime_is "$linux" 'let entry = of "bun@runtime:1.2.3"; in [ entry.bin entry.prefix entry.url ]' \
  '["bun","bun-linux-x64","https://host.example/bun-linux-x64.zip?download=1"]'
runtime_is "$linux" 'let entry = of "node@runtime:22.0.0"; in [ entry.bin entry.prefix entry.integrity ]' \
  '[{"node":"bin/node","odd name":"bin/it'\''s: odd"},null,"sha256-YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI="]'
runtime_is "$linux" '(of "tool@runtime:3.0.0").bin' '{"tool":"bin/tool"}'
runtime_is "$linux" '(of "plain@1.0.0").bin' null
runtime_fails '[ "darwin-arm64" ]' "bun@runtime:1.2.3 has no archive for darwin-arm64, only for linux-x64-musl, linux-x64"
runtime_fails '[ "linux-x64-glibc" "win32-x64" ]' "has no archive for win32-x64, only for"

# The archive of one platform may be at hand.
override='overrides."node@runtime:22.0.0".src = ./node.tar.gz;'
runtime_is "$linux" 'let entry = of "node@runtime:22.0.0"; in [ entry.file entry.url entry.bin.node ]' '["node.tar.gz",null,"bin/node"]' "$override"
runtime_fails '"all"' 'has another archive for each platform, but overrides."node@runtime:22.0.0" is a single one: want one platform' "$override"

# Errors name the part that cannot be read.
# unreadable SED WORDS
unreadable() {
  sed "$1" "$here/runtimes/pnpm-lock.yaml" >"$work/runtimes/pnpm-lock.yaml"
  runtime_fails "$linux" "$2"
  cp "$here/runtimes/pnpm-lock.yaml" "$work/runtimes/"
}
unreadable 's/^          targets:/           targets:/' "bun@runtime:1.2.3: cannot read"
unreadable 's/^        - resolution:/        - other:/' "bun@runtime:1.2.3: cannot read"
unreadable 's/^            - cpu: x64/            - {cpu: x64}/' "bun@runtime:1.2.3: cannot read ‘{cpu: x64}’"
unreadable 's/^            bin: bun/            bin: bun\n              more/' "bun@runtime:1.2.3: cannot read ‘bun’"
unreadable 's|^        tool: bin/tool|        {tool: bin/tool}|' "cannot read ‘{tool’"
unreadable '/^            bin: bun/d' "bun@runtime:1.2.3 cannot be fetched by a hash: its resolution is of type binary"

# The arguments for cafs, as a batch and alone; a store of pnpm 9 has no runtimes.
store_of() { # VERSION EXPRESSION of the store
  nix_do nix-instantiate --eval --read-write-mode --strict --json -E "with import $work/arguments/names.nix;
    let store = lib.mkPnpmStore { lockfile = $work/runtimes/pnpm-lock.yaml; registry = \"https://registry.example\";
      granularity = \"store\"; platforms = $linux; storeVersion = \"$1\"; }; in $2" 2>"$work/err"
}
told=$(store_of v11 'builtins.unsafeDiscardStringContext store.batch') || fail "$(tail -3 "$work/err")"
[[ $told == *'\"bin\":\"bun\",\"id\":\"bun@runtime:1.2.3\"'*'\"prefix\":\"bun-linux-x64\"'* ]] || fail "a batch: $told"
told=$(store_of v11 'store.packages."bun@runtime:1.2.3".args') || fail "$(tail -3 "$work/err")"
[[ $told == *'"--bin","\"bun\"","--prefix","bun-linux-x64"'* ]] || fail "one package: $told"
if store_of v3 store.drvPath >/dev/null; then fail "pnpm 9 has runtimes"; fi
grep -qF "bun@runtime:1.2.3 is a runtime, which pnpm 9 cannot install" "$work/err" || fail "$(tail -3 "$work/err")"

# cafs plan says the same.
same_runtimes='
  const { readFileSync } = require("fs")
  const [nix, cafs] = process.argv.slice(1).map((file) => JSON.parse(readFileSync(file, "utf8")))
  const shown = ({ id, key, name, integrity, url, bin, prefix }) => JSON.stringify([id, key, name, integrity, url, bin ?? null, prefix ?? null])
  const [a, b] = [nix, cafs.packages].map((entries) => entries.map(shown).sort().join("\n"))
  if (a !== b) throw new Error(`${a}\n\nis not\n\n${b}`)'
runtimes_agree() { # PLATFORMS OPTION...
  runtime_of "$1" plan >"$work/runtimes.nix"
  "$CAFS_TOOLS/cafs" plan --format json --registry https://registry.example "${@:2}" "$work/runtimes/pnpm-lock.yaml" >"$work/runtimes.cafs"
  node -e "$same_runtimes" "$work/runtimes.nix" "$work/runtimes.cafs" || fail "the plans of runtimes differ for $1"
}
runtimes_agree "$linux" --platform linux-x64-glibc
runtimes_agree "$musl" --platform linux-x64-musl
runtimes_agree '[ "linux-x64-glibc" "linux-x64-musl" ]' --platform linux-x64-glibc --platform linux-x64-musl
runtimes_agree '"all"' --all-platforms
