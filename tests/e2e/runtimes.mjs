#!/usr/bin/env node
// Node.js, Bun and Deno as dependencies, from crafted archives: pnpm 10, 11 and 12 install them offline from stores that
// cafs made, with their commands in node_modules/.bin. CAFS_PEERS is the directory that scripts/node-tools makes of
// peers/package.json.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runCommand } from '../../scripts/lib/command.mjs'
import { integrityOf } from '../../scripts/lib/integrity.mjs'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { nodeTools } from '../../scripts/lib/node-tools.mjs'
import { outputOf } from '../../scripts/lib/pnpm.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { exec, file } from '../golden/writer/tar.mjs'
import { tarball } from '../golden/writer/tarball.mjs'
import { executable, zip } from '../golden/writer/zip.mjs'

const peers = join(process.env.CAFS_PEERS, 'node_modules')
const node = join(peers, 'node', 'bin', 'node')
const versions = {
  10: { store: 'v10', command: [process.execPath, join(nodeTools, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')] },
  11: { store: 'v11', command: [node, join(peers, 'pnpm-11', 'bin', 'pnpm.mjs')] },
  12: { store: 'v11', command: [node, join(peers, 'pnpm-12', 'bin', 'pnpm.mjs')] },
}

const says = (version) => `#!/bin/sh\necho v${version}\n`
const runtimes = [
  {
    name: 'node', version: '99.0.0', archive: 'tarball', bin: { node: 'bin/node' },
    content: tarball(exec('node-v99/bin/node', says('99.0.0')), file('node-v99/lib/node_modules/npm/index.js', '')),
  },
  {
    name: 'bun', version: '1.2.3', archive: 'zip', bin: 'bun', prefix: 'bun-linux',
    content: zip(executable('bun-linux/bun', says('1.2.3'))),
  },
  {
    name: 'deno', version: '2.0.0', archive: 'zip', bin: { deno: 'deno' }, content: zip(executable('deno', says('2.0.0'))),
  },
].map((runtime) => ({ ...runtime, id: `${runtime.name}@runtime:${runtime.version}`, integrity: integrityOf(runtime.content, 'sha256') }))

await runCommand('runtimes', 'runtimes.mjs', async () => {
  const work = temporaryDirectory('runtimes')
  const store = storeOf(work)
  for (const [name, version] of Object.entries(versions)) {
    const project = projectOf(`pnpm-${name}`, work)
    await install(version, store, project)
    for (const runtime of runtimes) check(name, runtime, project)
    console.log(`pnpm ${name}: runtimes installed offline from a store that cafs made, their commands run`)
  }
})

function storeOf(work) {
  const [list, fragment, store] = ['list', 'fragment', 'store'].map((name) => join(work, name))
  const line = ({ name, id, integrity, bin, prefix, content }) => {
    const path = join(work, `${name}.archive`)
    writeFileSync(path, content)
    return { tarball: path, id, integrity, bin, prefix }
  }
  writeJsonLines(list, runtimes.map(line))
  runTool(cafs, ['add', '--store', fragment, '--store-version', 'v10,v11', '--batch', list])
  runTool(cafs, ['merge', '--store', store, '--store-version', 'v10,v11', fragment])
  return store
}

function projectOf(name, work) {
  const project = join(work, name)
  mkdirSync(project)
  const wanted = runtimes.map(({ name, version }) => ({ name, version, onFail: 'download' }))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, devEngines: { runtime: wanted } }))
  writeFileSync(join(project, 'pnpm-lock.yaml'), lockfile())
  return project
}

function lockfile() {
  const each = (line) => runtimes.map(line).join('')
  const targets = [{ os: process.platform, cpu: process.arch }]
  const resolution = ({ archive, bin, prefix, integrity }) =>
    JSON.stringify({ type: 'variations', variants: [{ resolution: { type: 'binary', archive, bin, prefix, integrity, url: 'http://127.0.0.1:9/' }, targets }] })
  return `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:
  .:
    devDependencies:
${each(({ name, version }) => `      ${name}: {specifier: 'runtime:${version}', version: 'runtime:${version}'}\n`)}
packages:
${each((runtime) => `  '${runtime.id}':\n    resolution: ${resolution(runtime)}\n    version: ${runtime.version}\n    hasBin: true\n`)}
snapshots:
${each(({ id }) => `  '${id}': {}\n`)}`
}

function install({ command: [program, ...args], store: kind }, store, project) {
  const prefix = kind === 'v10' ? 'npm_config_' : 'pnpm_config_'
  const settings = { store_dir: store, registry: 'http://127.0.0.1:9/', trust_lockfile: true }
  const named = Object.entries(settings).map(([key, value]) => [prefix + key, String(value)])
  const env = { PATH: `${dirname(program)}:${process.env.PATH}`, HOME: project, CI: 'true', ...Object.fromEntries(named) }
  const options = { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] }
  return outputOf(spawn(program, [...args, 'install', '--offline', '--frozen-lockfile'], options), 'pnpm install')
}

function check(pnpm, { name, version }, project) {
  const said = execFileSync(join(project, 'node_modules', '.bin', name), ['--version'], { encoding: 'utf8' }).trim()
  if (said !== `v${version}`) throw new Error(`pnpm ${pnpm}: .bin/${name} says ${said}`)
}
