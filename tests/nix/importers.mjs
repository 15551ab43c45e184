#!/usr/bin/env node
// Has pnpms install a project of a workspace, twice: into an empty store, from a registry that has only the packages of
// a plan, and offline, from the store that cafs made of the plan.
// CAFS_PEERS is the directory that scripts/node-tools makes of tests/e2e/peers/package.json.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { closed, pnpm as peer, versions } from '../e2e/peers.mjs'
import { commandLine, runCommand } from '../../scripts/lib/command.mjs'
import { tarballName } from '../../scripts/lib/integrity.mjs'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { npmConfig } from '../../scripts/lib/npm-config.mjs'
import { freshEnvironment, pnpm } from '../../scripts/lib/pnpm.mjs'
import { ensureTarballs, toBatch } from '../../scripts/lib/tarball-cache.mjs'
import { serveTarballs } from '../../scripts/lib/tarball-server.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'

// The registry in the URLs of the plan.
const noRegistry = 'http://registry.invalid/'

// The pnpm that leaves out packages which are needed only by a project to which the root links, or only by a package
// that is skipped on this platform. If the variable names some packages, it may leave out only these.
const sparing = '12'
const spared = process.env.CAFS_SPARED?.split(',')

const stores = { 10: 'v10', 11: 'v11', 12: 'v11' }
const settings = { 'fetch-retries': 0, 'package-import-method': 'copy', 'verify-store-integrity': false, 'enable-global-virtual-store': false }
const ofVersion = { v10: { 'manage-package-manager-versions': false }, v11: { 'pm-on-fail': 'ignore', 'trust-lockfile': true } }

await runCommand('importers', 'importers.mjs WORKSPACE PROJECT PLAN PNPM,…', async () => {
  const [workspace, project, file, names] = commandLine({}, 4).positionals
  const plan = JSON.parse(readFileSync(file, 'utf8')).map((entry) => ({ ...entry, file: tarballName(entry.integrity) }))
  await ensureTarballs(at(npmConfig(workspace).registry, plan), workspace)
  for (const name of names.split(',')) await compare(name, workspace, project, plan)
})

async function compare(name, workspace, project, plan) {
  const [work, start] = [temporaryDirectory('importers'), Date.now()]
  const [theirs, fragments, ours] = ['theirs', 'fragments', 'ours'].map((directory) => join(work, directory))
  const server = await serveTarballs()
  server.add(at(server.registry, plan))
  await install(name, workspace, project, { 'store-dir': theirs, registry: server.registry }).finally(server.close)
  const planned = added(plan, fragments, stores[name], work)
  const fetched = indexesOf(theirs, stores[name], join(work, 'indexes'))
  const surplus = [...planned.keys()].filter((index) => !fetched.includes(index)).map((index) => planned.get(index))
  const missing = fetched.filter((index) => !planned.has(index))
  const without = surplus.length > 0 ? `, without ${surplus.join(', ')}` : ''
  console.log(`pnpm ${name}: ${project}: ${planned.size} packages in the plan, ${fetched.length} in pnpm's store${without}`)
  const isSpared = (id) => name === sparing && (!spared || spared.includes(id))
  if (!surplus.every(isSpared)) throw new Error(`pnpm ${name}: ${project}: the plan has what pnpm does not store`)
  if (missing.length > 0) throw new Error(`pnpm ${name}: ${project}: it has besides ${missing.join(', ')}`)
  runTool(cafs, ['merge', '--store', ours, '--store-version', stores[name], fragments])
  await install(name, workspace, project, { 'store-dir': ours, registry: closed }, ['--offline'])
  console.log(`pnpm ${name}: ${project}: installed offline from a store of the plan (${Math.round((Date.now() - start) / 1000)} s)`)
}

function at(registry, plan) {
  return plan.map((entry) => ({ ...entry, url: entry.url.replace(noRegistry, registry) }))
}

/** Adds a plan to a new store, and gives the ids of its packages by the names of their indexes. */
function added(plan, store, version, work) {
  const list = join(work, 'list')
  writeJsonLines(list, plan.map(toBatch))
  const lines = runTool(cafs, ['add', '--store', store, '--store-version', version, '--batch', list, '--json']).trim().split('\n')
  const packages = lines.map((line) => JSON.parse(line)).filter(({ index }) => index)
  return new Map(packages.map(({ index, id }) => [index, id]))
}

/** The names of the indexes of a store. */
function indexesOf(store, version, directory) {
  runTool(cafs, ['merge', '--store', directory, '--store-version', version, '--index', 'files', store])
  const paths = readdirSync(join(directory, version, 'index'), { recursive: true })
  return paths.filter((path) => path.includes('/')).map((path) => `index/${path}`)
}

async function install(name, workspace, project, more, options = []) {
  execFileSync('find', [workspace, '-name', 'node_modules', '-prune', '-exec', 'rm', '-rf', '{}', '+'])
  const filter = existsSync(join(workspace, project)) ? `{${project}}...` : `${project}...`
  const told = Object.entries({ ...settings, ...ofVersion[stores[name]], ...more }).map(([key, value]) => `--config.${key}=${value}`)
  const args = ['install', '--frozen-lockfile', '--ignore-scripts', '--filter', filter, ...options, ...told]
  if (name === '10') return pnpm(args, { cwd: workspace, env: freshEnvironment(temporaryDirectory('home'), {}) })
  return peer(versions[name], process.env.CAFS_PEERS, args, workspace, {})
}
