#!/usr/bin/env node
// A local tarball, `file:local.tgz`, in the store of pnpm 11: it installs one from a store that cafs made and nobody may
// write, by the row and the marker `tarball-integrity`; without the marker it wants to add the tarball itself.
// CAFS_PEERS is the directory that scripts/node-tools makes of peers/package.json.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../../scripts/lib/command.mjs'
import { outputOf } from '../../scripts/lib/pnpm.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { file } from '../golden/writer/tar.mjs'
import { tarball } from '../golden/writer/tarball.mjs'

const peers = join(process.env.CAFS_PEERS, 'node_modules')
const id = 'file:local.tgz'
const content = tarball(
  file('package/package.json', '{"name":"local","version":"1.0.0"}'),
  file('package/index.js', 'module.exports = 42\n'),
)
const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`

const lockfile = `lockfileVersion: '9.0'

importers:
  .:
    dependencies:
      local: {specifier: '${id}', version: '${id}'}

packages:
  local@${id}:
    resolution: {integrity: ${integrity}, tarball: '${id}'}
    version: 1.0.0

snapshots:
  local@${id}: {}
`

await runCommand('local', 'local.mjs', async () => {
  const work = temporaryDirectory('local')
  const store = storeOf(work)
  console.log(`pnpm 11: a local tarball installed from a store that cafs made: ${await installed(store, 'with', work)}`)
  rmSync(join(store, 'v11', 'file+local.tgz'), { recursive: true })
  const refusal = await installed(store, 'without', work).catch(({ message }) => message)
  if (!refusal.includes('ERR_PNPM_FROZEN_STORE_WRITE')) throw new Error(`without the marker: ${refusal}`)
  console.log('pnpm 11: without the marker it is not taken from there')
})

function storeOf(work) {
  const path = join(work, 'local.tgz')
  writeFileSync(path, content)
  const store = join(work, 'store')
  runTool(cafs, ['add', '--store', store, '--store-version', 'v11', '--index', 'database', '--id', id, '--integrity', integrity, path])
  return store
}

/** What the package says that pnpm has installed, in a project of its own, while the store is read-only. */
async function installed(store, name, work) {
  const project = join(work, name)
  mkdirSync(project)
  writeFileSync(join(project, 'local.tgz'), content)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ dependencies: { local: id } }))
  writeFileSync(join(project, 'pnpm-lock.yaml'), lockfile)
  execFileSync('chmod', ['-R', 'a-w', store])
  try {
    await install(store, project)
  } finally {
    execFileSync('chmod', ['-R', 'u+w', store])
  }
  return readFileSync(join(project, 'node_modules', 'local', 'index.js'), 'utf8').trim()
}

function install(store, project) {
  const settings = { store_dir: store, registry: 'http://127.0.0.1:9/', frozen_store: true, trust_lockfile: true }
  const named = Object.entries(settings).map(([key, value]) => [`pnpm_config_${key}`, String(value)])
  const env = { PATH: process.env.PATH, HOME: project, CI: 'true', ...Object.fromEntries(named) }
  const args = [join(peers, 'pnpm-11', 'bin', 'pnpm.mjs'), 'install', '--offline', '--frozen-lockfile', '--ignore-scripts']
  const options = { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] }
  return outputOf(spawn(join(peers, 'node', 'bin', 'node'), args, options), 'pnpm install')
}
