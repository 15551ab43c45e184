# A project with a patch, a cycle, native addons and a runtime, all at once: it is built, runs, and is reproducible.
# Sourced by tests/nix/builds; it is made of that test's project, $source.
whole=$work/whole-source
cp -r "$source" "$whole"
mkdir -p "$whole"/{patches,vendor/ring-a,vendor/ring-b,runtime} "$work/runtime/node-v1/bin"
echo '{"name":"ring-a","version":"1.0.0","main":"index.js"}' >"$whole/vendor/ring-a/package.json"
echo 'exports.name = "a"; exports.both = () => exports.name + require("ring-b").name()' >"$whole/vendor/ring-a/index.js"
echo '{"name":"ring-b","version":"1.0.0","main":"index.js"}' >"$whole/vendor/ring-b/package.json"
echo 'exports.name = () => "b of " + require("ring-a").name' >"$whole/vendor/ring-b/index.js"
cat >"$whole/patches/unix-dgram.patch" <<'PATCH'
diff --git a/patched.js b/patched.js
new file mode 100644
index 0000000..3333333
--- /dev/null
+++ b/patched.js
@@ -0,0 +1 @@
+module.exports = typeof require('.').createSocket
PATCH
cat >"$whole/pnpm-workspace.yaml" <<'YAML'
patchedDependencies:
  unix-dgram@2.0.7: patches/unix-dgram.patch
YAML
# The runtime is the Node.js of this machine, as an archive.
cp "$work/nixpkgs/node/bin/node" "$work/runtime/node-v1/bin/"
tar -C "$work/runtime" -cf - node-v1 | gzip -1 >"$work/runtime/node.tar.gz"
node - "$whole" "$(sha256sum <"$whole/patches/unix-dgram.patch" | cut -d ' ' -f 1)" \
  "sha256-$(openssl dgst -sha256 -binary "$work/runtime/node.tar.gz" | base64 -w0)" <<'JS'
const fs = require('fs')
const [directory, patch, integrity] = process.argv.slice(2)
const ring = (one, other) => `  ring-${one}@file:vendor/ring-${one}:\n`
const runtime = `  node@runtime:1.0.0:
    resolution:
      type: variations
      variants:
        - resolution:
            archive: tarball
            bin:
              node: bin/node
            integrity: ${integrity}
            type: binary
            url: https://host.example/node.tar.gz
          targets:
            - cpu: x64
              os: linux
    version: 1.0.0
    hasBin: true
`
const packages = ['a', 'b'].map((one) => `${ring(one)}    resolution: {directory: vendor/ring-${one}, type: directory}\n\n`).join('')
const snapshots = [['a', 'b'], ['b', 'a']]
  .map(([one, other]) => `${ring(one)}    dependencies:\n      ring-${other}: file:vendor/ring-${other}\n\n`).join('')
const direct = (name, version) => `      ${name}:\n        specifier: ${version}\n        version: ${version}\n`
const text = fs.readFileSync(`${directory}/pnpm-lock.yaml`, 'utf8')
  .replace('importers:\n', `patchedDependencies:\n  unix-dgram@2.0.7:\n    hash: ${patch}\n    path: patches/unix-dgram.patch\n\n$&`)
  .replace('      unix-dgram:\n', `${direct('node', 'runtime:1.0.0')}${direct('ring-a', 'file:vendor/ring-a')}$&`)
  .replace('        version: 2.0.7\n', `        version: 2.0.7(patch_hash=${patch})\n`)
  .replace('packages:\n\n', `$&${runtime}\n${packages}`)
  .replace('snapshots:\n\n', `$&  node@runtime:1.0.0: {}\n\n${snapshots}`)
  .replace(/^( {2}unix-dgram@2\.0\.7):\n(?= {4}dependencies)/m, `$1(patch_hash=${patch}):\n`)
fs.writeFileSync(`${directory}/pnpm-lock.yaml`, text)
JS
cat >"$whole/src/whole.js" <<'JS'
const assert = require('assert')
assert.equal(require('addon').answer, 42)
assert.equal(require('unix-dgram/patched.js'), 'function')
assert.equal(require('ring-a').both(), 'ab of a')
assert(process.execPath.includes('node@runtime+1.0.0'), process.execPath)
JS
cp -r "$whole" "$work/whole" && cp "$work/built/.npmrc" "$work/whole/"
cp -r "$work/whole" "$work/whole-12"
# As pnpm 11 and 12 have a patch.
sed -i '/^  unix-dgram@2.0.7:$/ { N; N; s/:\n    hash: \(.*\)\n.*/: \1/ }' "$work/whole-12/pnpm-lock.yaml"

# whole NAME: builds it with links and with copies, and again
whole() {
  local modules
  modules=$(modules_of "$1" "build = [ \"addon\" \"unix-dgram\" ]; overrides.\"node@runtime:1.0.0\".src = $work/runtime/node.tar.gz;")
  builds "a patch, a cycle, addons and a runtime" "$1" "$modules" 'node_modules/.bin/node src/whole.js'
  builds "the same in copies" "$1" "$modules" 'node_modules/.bin/node src/whole.js' 'cafsModulesCopy = true;'
  nix_do nix-build --no-out-link --check -E "$(given "$modules")" >/dev/null 2>"$work/log" || fail "$1: not reproducible: $(why)"
}
whole whole
with 12
whole whole-12
with 10
