#!/usr/bin/env node
// Two packages of one version from a registry with a name: pnpm 11 and 12 install both from a store that cafs made, by the
// keys of their lockfile.
// CAFS_PEERS is the directory that scripts/node-tools makes of peers/package.json.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../../scripts/lib/command.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { file } from '../golden/writer/tar.mjs'
import { tarball } from '../golden/writer/tarball.mjs'
import { closed, pnpm, versions, workplace } from './peers.mjs'

const names = ['first', 'second']
const packages = names.map((name) => {
  const content = tarball(
    file('package/package.json', JSON.stringify({ name, version: '1.0.0' })),
    file('package/index.js', `module.exports = '${name}'\n`),
  )
  return { name, content, integrity: `sha512-${createHash('sha512').update(content).digest('base64')}` }
})

const entriesOf = (entry) => packages.map(entry).join('\n')
const lockfile = `lockfileVersion: '9.0'

importers:
  .:
    dependencies:
${entriesOf(({ name }) => `      ${name}: {specifier: 'corp:1.0.0', version: 'corp:1.0.0'}`)}

packages:
${entriesOf(({ name, integrity }) => `  ${name}@corp:1.0.0:\n    resolution: {integrity: ${integrity}}`)}

snapshots:
${entriesOf(({ name }) => `  ${name}@corp:1.0.0: {}`)}
`

await runCommand('named', 'named.mjs', async () => {
  const work = workplace('named')
  const store = join(work, 'store')
  for (const { name, content, integrity } of packages) {
    const path = join(work, `${name}.tgz`)
    writeFileSync(path, content)
    const id = ['--id', `${name}@corp:1.0.0`, '--integrity', integrity]
    runTool(cafs, ['add', '--store', store, '--store-version', 'v11', '--index', 'database', ...id, path])
  }
  for (const version of [11, 12]) {
    const project = projectOf(join(work, `project-${version}`))
    const settings = { store_dir: store, registry: closed, fetch_retries: 0, trust_lockfile: true }
    await pnpm(versions[version], work, ['install', '--offline', '--frozen-lockfile', '--ignore-scripts'], project, settings)
    const installed = names.map((name) => readFileSync(join(project, 'node_modules', name, 'index.js'), 'utf8'))
    if (installed.some((text, i) => !text.includes(names[i]))) throw new Error(`pnpm ${version} installed ${installed}`)
    console.log(`pnpm ${version}: two packages of one version from a registry with a name, installed from a store that cafs made`)
  }
})

function projectOf(project) {
  mkdirSync(project)
  const dependencies = Object.fromEntries(names.map((name) => [name, 'corp:1.0.0']))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ dependencies }))
  writeFileSync(join(project, 'pnpm-workspace.yaml'), `namedRegistries:\n  corp: ${closed}\n`)
  writeFileSync(join(project, 'pnpm-lock.yaml'), lockfile)
  return project
}
