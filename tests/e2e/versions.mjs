#!/usr/bin/env node
// The other pnpms: what 9, 11 and 12 fetch and what cafs makes of the same packages, compared file by file and row by
// row; then 9, 11 and 12 install from stores that cafs merged, offline, read-only, as another user than their owner.
// CAFS_PEERS is the directory that scripts/node-tools makes of peers/package.json.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../scripts/lib/command.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { outputOf } from '../../scripts/lib/pnpm.mjs'
import { serveTarballs } from '../../scripts/lib/tarball-server.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { add, anotherUser, closed, lockfile, modulesOf, nodeOf, packages, pnpm, projectOf, versions, workplace } from './peers.mjs'
import { contentDifferences, indexDifferences } from './rows.mjs'

const hook = fileURLToPath(new URL('../../nix/hook', import.meta.url))

const stubborn = `packageImportMethod: hardlink
storeDir: /none
verifyStoreIntegrity: true
sideEffectsCache: true
enableGlobalVirtualStore: true
`

await runCommand('versions', 'versions.mjs', async () => {
  const work = workplace('versions')
  cpSync(hook, hookOf(work), { recursive: true })
  const entries = await packages()
  const differences = []
  for (const [name, version] of Object.entries(versions)) {
    differences.push(...(await comparison(name, version, entries, work)))
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
  const reader = { node: nodeOf(work), modules: modulesOf(work), order: version.order ?? [] }
  const found = [batch, again].flatMap((store) => {
    const [theirs, ours] = [join(reference, version.store), join(store, version.store)]
    return [...contentDifferences(theirs, ours), ...indexDifferences(theirs, ours, reader)]
  })
  const unexpected = apartFrom(version.otherwise ?? [], found)
  const known = version.otherwise ? `, apart from ${version.otherwise.join(', ')}` : ''
  console.log(`pnpm ${name}: ${entries.length} packages, fetched by it, added and merged by cafs: ${unexpected.length} differences${known}`)
  return unexpected.map((line) => `pnpm ${name}: ${line}`)
}

/** The differences without the known ones of rows. A known difference that is missing counts as a difference. */
function apartFrom(known, found) {
  const rows = known.map((id) => ({ id, line: found.find((line) => line.endsWith(`\t${id} differs`)) }))
  const missing = rows.filter(({ line }) => !line).map(({ id }) => `${id} does not differ`)
  return [...found.filter((line) => !rows.some((row) => row.line === line)), ...missing]
}

/** The store that this pnpm's `fetch` fills from a server on this machine. */
async function fetched(name, version, work) {
  const store = join(work, `pnpm-${name}`)
  const project = await projectOf(`fetch-${name}`, work)
  const server = await serveTarballs()
  const { entries } = planOf(lockfile, { registries: { default: server.registry } })
  server.add(entries)
  // pnpm 12 makes the files of `bin` in node_modules executable. If these were hard links, the files in its store would
  // change, too.
  const settings = { registry: server.registry, store_dir: store, minimum_release_age: 0, package_import_method: 'copy' }
  await pnpm(version, work, ['fetch', '--ignore-scripts'], project, settings).finally(server.close)
  return store
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

function hookOf(work) {
  return join(work, 'hook')
}
