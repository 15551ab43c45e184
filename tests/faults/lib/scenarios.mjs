// What is run with faults: commands, each in a directory of its own that starts with what `seed` names.
import { execFileSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const tar = (file, ...args) => execFileSync('tar', ['-czf', file, ...args])

function makePackage(directory, name, files) {
  const source = path.join(directory, `${name}-source`)
  for (const [file, content] of Object.entries({ 'package.json': `{"name":"${name}","version":"1.0.0"}`, ...files })) {
    const target = path.join(source, 'package', file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, content, { mode: file.endsWith('.sh') ? 0o755 : 0o644 })
  }
  tar(path.join(directory, `${name}.tgz`), '-C', source, 'package')
  execFileSync('zip', ['-qr', path.join(directory, `${name}.zip`), 'package'], { cwd: source })
  fs.rmSync(source, { recursive: true })
}

const v11 = ['--store-version', 'v11']
const database = [...v11, '--index', 'database']

const filesBelow = (directory) =>
  fs.readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))

/** As if the package had been built on that platform. */
function addSideEffects(store, platform) {
  for (const file of filesBelow(path.join(store, 'v10/index'))) {
    const index = JSON.parse(fs.readFileSync(file))
    fs.writeFileSync(file, JSON.stringify({ ...index, sideEffects: { [platform]: { deleted: ['x.js'] } } }))
  }
}

/** Makes what the scenarios read, with the tool itself: tarballs, lists, fragments, stores to begin with. */
export function makeInputs(directory, cafs) {
  const at = (name) => path.join(directory, name)
  const store = (name, ...args) => execFileSync(cafs, ['add', '--store', at(name), ...args])
  fs.mkdirSync(directory, { recursive: true })
  const large = randomFillSync(Buffer.alloc((1 << 20) + (1 << 19)))
  makePackage(directory, 'a', { 'x.js': 'a', 'bin/run.sh': '#!/bin/sh', empty: '' })
  makePackage(directory, 'b', { 'x.js': 'b', same: 'the same', long: 'long '.repeat(30000) })
  makePackage(directory, 'c', { same: 'the same', 'deep/down/x.js': 'c' })
  makePackage(directory, 'large', { large, small: 'small' })
  for (const name of ['a', 'b', 'c', 'large']) store(`fragment-${name}`, at(`${name}.tgz`))
  store('store-a', at('a.tgz'))
  store('store-large', at('a.tgz'), at('large.tgz'))
  store('built-a', at('a.tgz'))
  store('built-elsewhere', at('a.tgz'))
  for (const name of ['a', 'b', 'c']) store(`rows-${name}`, ...v11, at(`${name}.tgz`))
  store('database-a', ...database, at('a.tgz'))
  addSideEffects(at('built-a'), 'linux;x64;node20')
  addSideEffects(at('built-elsewhere'), 'darwin;arm64;node20')
  // Of a mode that no store has: such are copied.
  fs.cpSync(at('fragment-b'), at('odd-b'), { recursive: true })
  for (const file of filesBelow(at('odd-b'))) fs.chmodSync(file, 0o664)
  const line = (name) => `${JSON.stringify({ tarball: at(`${name}.tgz`) })}\n`
  fs.writeFileSync(at('list'), line('a') + line('b') + line('c'))
}

/** `inputs` is the directory of those; each scenario writes `out` in its own. */
export function scenarios(inputs) {
  const at = (name) => path.join(inputs, name)
  const add = (...args) => ['add', '--store', 'out', ...args]
  const merge = (...args) => ['merge', '--store', 'out', ...args]
  const fragments = ['a', 'b', 'c'].map((name) => at(`fragment-${name}`))
  const rows = ['a', 'b', 'c'].map((name) => at(`rows-${name}`))
  const version = 'v11'
  return [
    { name: 'add', args: add(at('a.tgz')) },
    { name: 'add-to-store', seed: at('store-a'), args: add(at('b.tgz'), at('c.tgz')), lines: 2 },
    { name: 'add-large', args: add('--jobs', '2', at('large.tgz')) },
    { name: 'add-zip', args: add('--container', 'any', at('a.zip')) },
    { name: 'add-local', args: add('--id', 'file:a.tgz', at('a.tgz')) },
    { name: 'add-git-hosted', seed: at('store-a'), args: add('--git-hosted', '--id', 'git+ssh://a/b', at('b.tgz')) },
    { name: 'batch', args: add('--batch', at('list')), lines: 3 },
    { name: 'batch-to-store', seed: at('store-a'), args: add('--batch', at('list')), lines: 3 },
    { name: 'batch-fed', args: add('--batch', '-'), stdin: fs.readFileSync(at('list')), lines: 3 },
    { name: 'merge', args: merge('--link', 'auto', ...fragments) },
    { name: 'merge-from', args: merge('--from', '-', '--link', 'copy'), stdin: fragments.join('\n') },
    { name: 'merge-odd', args: merge(at('odd-b'), at('fragment-a')) },
    { name: 'merge-symlinks', args: merge('--link', 'symlink', ...fragments) },
    { name: 'merge-to-store', seed: at('store-a'), args: merge(...fragments) },
    { name: 'merge-built', seed: at('built-a'), args: merge(at('built-elsewhere'), at('fragment-c')) },
    { name: 'pack', args: merge('--pack', at('fragment-a'), at('odd-b')), packed: true },
    { name: 'verify', seed: at('store-large'), args: ['verify', 'out'], readsOnly: true, lines: Infinity },
    { name: 'add-rows', version, args: add(...v11, at('a.tgz')) },
    { name: 'add-database', version, args: add(...database, at('a.tgz')) },
    { name: 'add-to-database', version, seed: at('database-a'), args: add(...database, at('b.tgz'), at('c.tgz')), lines: 2 },
    { name: 'merge-rows', version, args: merge(...v11, ...rows) },
    { name: 'merge-to-database', version, seed: at('database-a'), args: merge(...v11, ...rows) },
    { name: 'pack-rows', args: merge(...v11, '--pack', ...rows.slice(0, 2)), packed: true },
    { name: 'verify-database', version, seed: at('database-a'), args: ['verify', ...v11, 'out'], readsOnly: true, lines: Infinity },
  ]
}
