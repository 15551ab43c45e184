#!/usr/bin/env node
// Has the real pnpm install the example, offline, from stores that cafs merged of one fragment for each package:
// by each way of placing files, from a store that can be written, and, as another user than its owner, from one
// that is read-only as Nix makes it; with several of pnpm's import methods; and from a packed store.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { offlineEnvironment } from '../../scripts/lib/acceptance.mjs'
import { optionalArgument, runCommand } from '../../scripts/lib/command.mjs'
import { nodeTools } from '../../scripts/lib/node-tools.mjs'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { thisPlatform } from '../../scripts/lib/platform.mjs'
import { indexPath } from '../../scripts/lib/stores.mjs'
import { ensureTarballs, toBatch } from '../../scripts/lib/tarball-cache.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, cafsAdd, cafsMerge, runTool } from '../../scripts/lib/tools.mjs'

const example = fileURLToPath(new URL('../../examples/app', import.meta.url))
const nobody = 65534
const isRoot = process.getuid() === 0

const links = ['hardlink', 'copy', 'symlink']
const methods = ['auto', 'hardlink', 'copy']
// The combinations that the default run tries; --all tries each.
const usual = new Set(['hardlink auto', 'copy hardlink', 'symlink copy'])

await runCommand('install', 'install.mjs [--all]', async () => {
  const { values } = optionalArgument({ all: { type: 'boolean' } })
  const work = temporaryDirectory('install')
  chmodSync(work, 0o755)
  const pnpm = reachableByAll(work)
  const fragments = await fragmentsOf(work)
  for (const link of links) {
    const store = join(work, link)
    runTool(cafsMerge, [store, '--link', link, ...fragments])
    for (const method of methods) {
      if (values.all || usual.has(`${link} ${method}`)) install(work, pnpm, store, link, method)
    }
  }
  installPacked(work, pnpm, fragments)
})

/** pnpm in a place that every user may read. */
function reachableByAll(work) {
  const copy = join(work, 'pnpm')
  cpSync(join(nodeTools, 'node_modules', 'pnpm'), copy, { recursive: true, dereference: true })
  return join(copy, 'bin', 'pnpm.cjs')
}

async function fragmentsOf(work) {
  const lockfile = join(example, 'pnpm-lock.yaml')
  const registries = registriesOf(npmConfig(example))
  const { entries } = planOf(lockfile, { registries, platform: thisPlatform() })
  await ensureTarballs(entries, example)
  return entries.map((entry) => {
    const { tarball, id, integrity } = toBatch(entry)
    const fragment = join(work, 'fragments', indexPath(entry).replaceAll('/', '-'))
    runTool(cafsAdd, [tarball, fragment, id, integrity])
    return fragment
  })
}

function install(work, pnpm, store, link, method) {
  // If pnpm may make links, it links the symbolic link itself: a store of symbolic links needs `copy`.
  if (link !== 'symlink' || method === 'copy') {
    installAs(work, pnpm, store, method, `${link}, import method ${method}`)
  }
  if (isRoot) {
    installReadOnly(work, pnpm, store, method, `${link}, read-only, as another user, import method ${method}`)
  } else {
    console.log(`${link}, read-only, as another user: SKIPPED: needs root`)
  }
}

function installAs(work, pnpm, store, method, what, changes = {}) {
  const app = temporaryDirectory('app', work)
  cpSync(example, app, { recursive: true })
  changes.project?.(app)
  const env = {
    ...offlineEnvironment(app, changes.store?.(app, store) ?? store),
    npm_config_package_import_method: method,
  }
  run(process.execPath, [pnpm, 'install', '--offline', '--frozen-lockfile'], { cwd: app, env, ...changes.user })
  const said = run(process.execPath, ['build.mjs'], { cwd: app, ...changes.user })
  console.log(`${what}: ${said.trim().split('\n').pop()}`)
}

// pnpm 10 registers the project in the store, unless the store's path is in the project; a link there suffices.
function installReadOnly(work, pnpm, store, method, what) {
  const readOnly = `${store}-read-only`
  execFileSync('cp', ['-a', '--reflink=auto', store, readOnly])
  execFileSync('chmod', ['-R', 'a-w', readOnly])
  try {
    installAs(work, pnpm, readOnly, method, what, {
      user: { uid: nobody, gid: nobody },
      project: (app) => {
        withoutPatches(app)
        execFileSync('chown', ['-R', `${nobody}:${nobody}`, app])
      },
      store: (app) => {
        symlinkSync(readOnly, join(app, 'store'))
        return join(app, 'store')
      },
    })
  } finally {
    execFileSync('chmod', ['-R', 'u+w', readOnly])
    execFileSync('rm', ['-rf', readOnly])
  }
}

// pnpm 10 copies a read-only file with its mode, and then cannot patch it unless it is root.
function withoutPatches(app) {
  edit(join(app, 'pnpm-workspace.yaml'), (text) => text.replace(/^patchedDependencies:\n( .*\n)+/m, ''))
  edit(join(app, 'pnpm-lock.yaml'), (text) =>
    text.replace(/^patchedDependencies:\n( .*\n)+\n?/m, '').replace(/\(patch_hash=[0-9a-f]+\)/g, ''))
  edit(join(app, 'src', 'main.js'), (text) => text.replace('patched ? 0 : 1', 'patched ? 1 : 0'))
}

function edit(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/** As nixpkgs' hook does it: unpack, make writable, install with clone-or-copy. */
function installPacked(work, pnpm, fragments) {
  const packed = join(work, 'packed')
  runTool(cafs, ['merge', '--pack', '--store', packed, ...fragments])
  const store = join(work, 'unpacked')
  mkdirSync(store)
  execFileSync('tar', ['--zstd', '-xf', join(packed, 'pnpm-store.tar.zst'), '-C', store])
  execFileSync('chmod', ['-R', '+w', store])
  runTool(cafs, ['verify', store])
  installAs(work, pnpm, store, 'clone-or-copy', 'packed, unpacked by tar, import method clone-or-copy')
}

function run(command, args, options) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (error) throw error
  const lines = `${stdout}${stderr}`.split('\n')
  const told = lines.find((line) => line.includes('ERR')) ?? lines.filter(Boolean).pop()
  if (status !== 0) throw new Error(`${args.slice(-3).join(' ')}: ${told}`)
  return stdout
}
