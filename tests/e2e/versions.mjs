#!/usr/bin/env node
// The other pnpms: what 9 and 11 fetch and what cafs makes of the same packages, compared file by file and row by
// row; then 9, 11 and 12 install from stores that cafs merged, offline, read-only, as another user than their owner.
// CAFS_PEERS is the directory that scripts/node-tools makes of peers/package.json.
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, cpSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../scripts/lib/command.mjs'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { readLockfiles } from '../../scripts/lib/lockfile.mjs'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { outputOf } from '../../scripts/lib/pnpm.mjs'
import { ensureTarballs, toBatch } from '../../scripts/lib/tarball-cache.mjs'
import { serveTarballs } from '../../scripts/lib/tarball-server.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { contentDifferences, indexDifferences } from './rows.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const hook = join(here, '..', '..', 'nix', 'hook')
const lockfile = join(here, 'pnpm-lock.yaml')
const peers = join(process.env.CAFS_PEERS, 'node_modules')
const nobody = 65534
const closed = 'http://127.0.0.1:9/'

const stubborn = `packageImportMethod: hardlink
storeDir: /none
verifyStoreIntegrity: true
sideEffectsCache: true
enableGlobalVirtualStore: true
`

// Node 24 for what wants it; pnpm 12 is a program of its own behind its script. pnpm 9 takes no settings from
// pnpm-workspace.yaml.
const versions = {
  9: { store: 'v3', program: 'pnpm-9/bin/pnpm.cjs', writes: true, prefix: 'npm_config_' },
  11: { store: 'v11', program: 'pnpm-11/bin/pnpm.mjs', writes: true, stubborn: true, prefix: 'pnpm_config_' },
  12: { store: 'v11', program: 'pnpm-12/bin/pnpm.mjs', writes: false, stubborn: true, prefix: 'pnpm_config_' },
}

await runCommand('versions', 'versions.mjs', async () => {
  const work = temporaryDirectory('versions')
  execFileSync('chmod', ['755', work])
  // Where every user may read them.
  execFileSync('cp', ['-a', '--reflink=auto', peers, modulesOf(work)])
  cpSync(hook, hookOf(work), { recursive: true })
  const { entries } = await planOf(lockfile, { registries: registriesOf(npmConfig(here)) })
  await ensureTarballs(entries, here)
  const differences = []
  for (const [name, version] of Object.entries(versions)) {
    if (version.writes) differences.push(...(await comparison(name, version, entries, work)))
    await install(name, version, entries, work)
  }
  differences.forEach((line) => console.log(line))
  if (differences.length > 0) throw new Error(`${differences.length} differences`)
})

async function comparison(name, version, entries, work) {
  const reference = await fetched(name, version, work)
  const batch = join(work, `batch-${name}`)
  add(entries, version, batch, work, ['--index', 'database'])
  const again = join(work, `again-${name}`)
  runTool(cafs, ['merge', '--store', again, '--store-version', version.store, reference])
  runTool(cafs, ['verify', '--store-version', version.store, reference])
  runTool(cafs, ['verify', '--store-version', version.store, batch])
  const found = [batch, again].flatMap((store) => {
    const [theirs, ours] = [join(reference, version.store), join(store, version.store)]
    return [...contentDifferences(theirs, ours), ...indexDifferences(theirs, ours, nodeOf(work), modulesOf(work))]
  })
  console.log(`pnpm ${name}: ${entries.length} packages, fetched by it, added and merged by cafs: ${found.length} differences`)
  return found.map((line) => `pnpm ${name}: ${line}`)
}

function add(entries, version, store, work, more = []) {
  const list = join(work, 'list')
  writeJsonLines(list, entries.map(toBatch))
  runTool(cafs, ['add', '--store', store, '--store-version', version.store, '--batch', list, ...more])
}

/** The store that this pnpm's `fetch` fills from a server on this machine. */
async function fetched(name, version, work) {
  const store = join(work, `pnpm-${name}`)
  const project = await projectOf(`fetch-${name}`, work)
  const server = await serveTarballs()
  const { entries } = await planOf(lockfile, { registries: { default: server.registry } })
  server.add(entries)
  const settings = { registry: server.registry, store_dir: store, minimum_release_age: 0 }
  await pnpm(version, work, ['fetch', '--ignore-scripts'], project, settings).finally(server.close)
  return store
}

async function projectOf(name, work) {
  const project = join(work, name)
  mkdirSync(project)
  copyFileSync(lockfile, join(project, 'pnpm-lock.yaml'))
  const [{ importers }] = await readLockfiles(lockfile)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ dependencies: importers['.'].specifiers }))
  return project
}

// As stores in /nix/store: nothing of them can be written, and their owner is another. First with pnpm alone, then by
// cafs-install, where the project says otherwise.
async function install(name, version, entries, work) {
  const fragments = join(work, `fragments-${name}`)
  add(entries, version, fragments, work)
  for (const link of ['hardlink', 'symlink']) {
    const store = join(work, `${link}-${name}`)
    runTool(cafs, ['merge', '--store', store, '--store-version', version.store, '--link', link, fragments])
    execFileSync('chmod', ['-R', 'a-w', store])
    try {
      if (link === 'hardlink') await installed(name, 'pnpm', entries, work, (project) => byPnpm(version, store, project, work))
      await installed(name, `cafs-install, ${link}`, entries, work, (project) => byCafsInstall(version, store, project, work))
    } finally {
      execFileSync('chmod', ['-R', 'u+w', store])
    }
  }
}

async function installed(name, how, entries, work, run) {
  const project = await projectOf(`project-${name}-${how.replaceAll(/\W+/g, '-')}`, work)
  await run(project)
  const manifest = join(project, 'node_modules', 'mustache-0.7.3', 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (version !== '0.7.3' || lstatSync(manifest).nlink !== 1) throw new Error(`pnpm ${name}, ${how}: mustache is ${version}`)
  console.log(`pnpm ${name}: ${entries.length} packages installed offline from a store that nobody may write, by ${how}`)
}

function byPnpm(version, store, project, work) {
  const frozen = version.store === 'v11' && { trust_lockfile: true, frozen_store: true }
  const settings = { store_dir: store, registry: closed, fetch_retries: 0, package_import_method: 'copy', ...frozen }
  const args = ['install', '--offline', '--frozen-lockfile', '--ignore-scripts']
  return pnpm(version, work, args, project, settings, anotherUser(project))
}

function byCafsInstall(version, store, project, work) {
  if (version.stubborn) writeFileSync(join(project, 'pnpm-workspace.yaml'), stubborn)
  const bin = join(project, 'bin')
  mkdirSync(bin)
  const shim = `#!/bin/sh\nexec ${nodeOf(work)} ${join(modulesOf(work), version.program)} "$@"\n`
  writeFileSync(join(bin, 'pnpm'), shim, { mode: 0o755 })
  const env = { PATH: `${bin}:${dirname(nodeOf(work))}:${process.env.PATH}`, HOME: project, npm_config_registry: closed }
  const options = { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'], ...anotherUser(project) }
  return outputOf(spawn(join(hookOf(work), 'cafs-install'), [store], options), 'cafs-install')
}

/** The user who is not the owner of any store, and is of this project. */
function anotherUser(project) {
  if (process.getuid() !== 0) {
    console.log('as another user than the owner: SKIPPED: needs root')
    return {}
  }
  execFileSync('chown', ['-R', `${nobody}:${nobody}`, project])
  return { uid: nobody, gid: nobody }
}

/** Runs it to its end, as a user who has never seen pnpm. */
function pnpm({ program, prefix }, work, args, project, settings, user = {}) {
  const node = nodeOf(work)
  const home = { PATH: `${dirname(node)}:${process.env.PATH}`, HOME: project, CI: 'true' }
  const named = Object.entries(settings).map(([key, value]) => [`${prefix}${key}`, String(value)])
  const child = spawn(node, [join(modulesOf(work), program), ...args], {
    cwd: project,
    env: { ...home, ...Object.fromEntries(named) },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  })
  return outputOf(child, `pnpm ${args[0]}`)
}

function modulesOf(work) {
  return join(work, 'node_modules')
}

function nodeOf(work) {
  return join(modulesOf(work), 'node', 'bin', 'node')
}

function hookOf(work) {
  return join(work, 'hook')
}
