// The measurements of bench/fetch.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandLine, runCommand } from '../scripts/lib/command.mjs'
import { writeJsonLines } from '../scripts/lib/json-lines.mjs'
import { nodeTools } from '../scripts/lib/node-tools.mjs'
import { npmConfig, registriesOf } from '../scripts/lib/npm-config.mjs'
import { planOf } from '../scripts/lib/plan.mjs'
import { thisPlatform } from '../scripts/lib/platform.mjs'
import { table } from '../scripts/lib/table.mjs'
import { ensureTarballs, toBatch } from '../scripts/lib/tarball-cache.mjs'
import { temporaryDirectory } from '../scripts/lib/temporary.mjs'
import { compareCosts } from '../scripts/lib/timing.mjs'
import { cafs } from '../scripts/lib/tools.mjs'
import { machine } from './machine.mjs'
import { serveDirectory } from './nginx.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const peers = process.env.CAFS_BENCH_PNPMS
const module = (directory, ...path) => join(directory, 'node_modules', ...path)
const pnpms = {
  'pnpm 10.34.9': [process.execPath, module(nodeTools, 'pnpm', 'bin', 'pnpm.cjs')],
  'pnpm 11.28.11': [module(peers, 'node', 'bin', 'node'), module(peers, 'pnpm-11', 'bin', 'pnpm.mjs')],
  'pnpm 12.21.0': [module(peers, 'pnpm-12', 'pnpm')],
}
const options = {
  quick: { type: 'boolean' },
  corpus: { type: 'string', default: join(root, 'examples/app/pnpm-lock.yaml') },
  dir: { type: 'string', default: tmpdir() },
  json: { type: 'string' },
}

await runCommand('bench/fetch', 'bench/fetch [--quick] [--corpus LOCKFILE] [--dir DIR] [--json FILE]', async () => {
  const { values } = commandLine(options, 0)
  const work = temporaryDirectory('bench', values.dir)
  const lockfile = resolve(values.corpus)
  const entries = await planned(lockfile)
  const server = await serveDirectory(registryOf(entries, work), work)
  try {
    const costs = measured(entries, projectOf(lockfile, server.address, work), work, values.quick ? 3 : 5)
    console.log(`${machine()}; ${entries.length} packages; writing to ${values.dir}`)
    console.log(table([['', 'wall ms', 'user ms', 'sys ms', 'MiB', 'of cafs'], ...costs.map((cost) => toRow(cost, costs[0]))]))
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine: machine(), costs }, null, 2)}\n`)
  } finally {
    server.close()
  }
})

/** The lockfile's packages for this platform, which is what pnpm fetches, downloaded and read once. */
async function planned(lockfile) {
  const directory = dirname(lockfile)
  const { entries } = await planOf(lockfile, { registries: registriesOf(npmConfig(directory)), platform: thisPlatform() })
  await ensureTarballs(entries, directory)
  entries.forEach((entry) => readFileSync(toBatch(entry).tarball))
  return entries
}

/** A directory with the tarballs under the paths that a registry has for them. */
function registryOf(entries, work) {
  const registry = join(work, 'registry')
  for (const entry of entries) {
    const path = join(registry, new URL(entry.url).pathname)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(toBatch(entry).tarball, path)
  }
  return registry
}

function projectOf(lockfile, registry, work) {
  const project = join(work, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'pnpm-lock.yaml'), withoutPatches(readFileSync(lockfile, 'utf8')))
  writeFileSync(join(project, 'package.json'), '{"private":true}\n')
  writeFileSync(join(project, '.npmrc'), `registry=${registry}\n`)
  return project
}

// Patches are no part of a store, and their files are elsewhere.
function withoutPatches(lockfile) {
  return lockfile.replace(/^patchedDependencies:\n( .*\n)+\n?/m, '').replace(/\(patch_hash=[0-9a-f]+\)/g, '')
}

function measured(entries, project, work, rounds) {
  const list = join(work, 'list')
  writeJsonLines(list, entries.map(toBatch))
  const tools = { 'cafs add --batch': [cafs, 'add', '--store', '{}', '--batch', list] }
  for (const [name, command] of Object.entries(pnpms)) {
    const fetching = [join(root, 'bench/peer/pnpm-fetch'), '{}', project, ...command]
    tools[`${name} fetch`] = fetching
    tools[`${name} fetch, from a full store`] = ['env', `CAFS_BENCH_STORE=${filledStore(fetching, work, name)}`, ...fetching]
  }
  const commands = Object.values(tools).map((command) => ({ command, count: 1 }))
  const costs = compareCosts(commands, rounds, join(work, 'out'))
  return Object.keys(tools).map((name, at) => ({ name, ...costs[at] }))
}

function filledStore(fetching, work, name) {
  const out = join(work, name.replaceAll(' ', '-'))
  const [command, ...args] = fetching.map((argument) => argument.replace('{}', out))
  execFileSync(command, args, { stdio: 'ignore' })
  return join(out, 'store')
}

function toRow({ name, wall, user, sys, rss }, first) {
  const times = [wall, user, sys].map((seconds) => (seconds * 1000).toFixed(0))
  return [name, ...times, rss.toFixed(0), `${(wall / first.wall).toFixed(1)}x`]
}
