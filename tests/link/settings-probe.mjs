// The small workspace on which settings are tried, and the parts of an install that are compared.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordOf } from './record.mjs'

const manifests = {
  '.': {
    name: 'probe',
    dependencies: { 'is-odd': '3.0.1', semver: '7.6.3', 'JSONStream': '1.3.5' },
    devDependencies: { mkdirp: '0.5.6', 'npm-normalize-package-bin': '6.0.0' },
    optionalDependencies: { 'json-parse-even-better-errors': '6.0.0' },
  },
  'packages/a': {
    name: '@probe/a',
    version: '1.0.0',
    dependencies: { '@probe/b': 'workspace:*', semver: '7.6.3', rimraf: '3.0.2', ejs: '2.7.4' },
    optionalDependencies: { fsevents: '2.3.3' },
  },
  'packages/b': { name: '@probe/b', version: '1.0.0', bin: 'b.js', dependencies: { '@probe/c': 'workspace:*', 'is-even': '1.0.0' }, dependenciesMeta: { '@probe/c': { injected: true } } },
  'packages/c': { name: '@probe/c', version: '1.0.0', dependencies: { 'is-odd': '3.0.1' } },
}

/** Writes the workspace to `root`, with `more` in its manifest. */
export function probe(root, more) {
  for (const [path, manifest] of Object.entries(manifests)) {
    mkdirSync(join(root, path), { recursive: true })
    const whole = path === '.' ? { ...manifest, ...more } : manifest
    writeFileSync(join(root, path, 'package.json'), JSON.stringify(whole, undefined, 2))
  }
  writeFileSync(join(root, 'packages', 'b', 'b.js'), '#!/usr/bin/env node\n')
  writeFileSync(join(root, 'pnpm-workspace.yaml'), 'packages:\n  - packages/*\n')
}

// Not compared are the files that may have settings, the lockfile, and the state of pnpm itself.
const ours = new Set(['package.json', 'pnpm-workspace.yaml', '.npmrc', 'packages/a/.npmrc', 'pnpm-lock.yaml'])
const isCompared = (path) => !ours.has(path) && !path.endsWith('.pnpm-workspace-state-v1.json')

/** Everything that an install has made below `root`, as one text that does not name the place. */
export function layoutOf(root, home) {
  const bytesOf = (path, bytes) => withoutOrder(path, bytes.toString('latin1').replaceAll(root, 'ROOT').replaceAll(home, 'HOME'))
  return [...recordOf(root, bytesOf)].filter(([path]) => isCompared(path)).map((entry) => entry.join(' ')).join('\n')
}

// The entries of .modules.yaml in a fixed order, without the time: with any .npmrc in the project pnpm 10 writes them
// in another order.
function withoutOrder(path, text) {
  if (!path.endsWith('.modules.yaml')) return text
  return text.split('\n').filter((line) => !line.includes('prunedAt')).sort().join('\n')
}
