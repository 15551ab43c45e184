// Whether the real pnpm accepts a store, offline and without trust: it hashes every file again.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshEnvironment, pnpm } from './pnpm.mjs'

// Nobody listens there, so pnpm cannot fetch anything that the store lacks.
const closedPort = 'http://127.0.0.1:9/'

/** pnpm's environment for installing from `store` alone. */
export function offlineEnvironment(home, store) {
  return freshEnvironment(home, {
    'store-dir': store,
    registry: closedPort,
    'fetch-retries': 0,
    'verify-store-integrity': true,
  })
}

/**
 * Has pnpm take every entry of a plan out of the store. The plan's own lockfile would not do: pnpm leaves out the
 * packages of other platforms, and says nothing if the store lacks an optional one.
 */
export async function acceptsAll(store, entries, work, run = byPnpm10(store, work)) {
  const project = join(work, 'accept')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{}')
  writeFileSync(join(project, 'pnpm-lock.yaml'), JSON.stringify(flatLockfile(entries)))
  await run(['fetch', '--offline', '--ignore-scripts'], project)
}

function byPnpm10(store, work) {
  return (args, cwd) => pnpm(args, { cwd, env: offlineEnvironment(work, store) })
}

/** A lockfile (JSON is YAML) in which everything is a direct dependency, for every platform. */
function flatLockfile(entries) {
  const dependencies = entries.map(({ key }, at) => [`p${at}`, { specifier: key, version: key }])
  const packages = entries.map(({ key, ...entry }) => [key, { resolution: resolutionOf(key, entry) }])
  return {
    lockfileVersion: '9.0',
    importers: { '.': { dependencies: Object.fromEntries(dependencies) } },
    packages: Object.fromEntries(packages),
    snapshots: Object.fromEntries(entries.map(({ key }) => [key, {}])),
  }
}

function resolutionOf(key, { id, integrity, url }) {
  return key === id ? { integrity } : { integrity, tarball: url }
}
