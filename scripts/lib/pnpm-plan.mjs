// The plan that pnpm's own library makes of a lockfile.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { require } from './node-tools.mjs'
import { isFor } from './platform.mjs'
import { readLockfiles } from './pnpm-lockfile.mjs'

const library = require('@pnpm/lockfile.utils')
const { loadAll } = require(require.resolve('js-yaml', { paths: [dirname(require.resolve('@pnpm/lockfile.fs'))] }))
const { refToRelative } = require('@pnpm/dependency-path')

/** { ID => { id, integrity, url } } of the tarballs that are fetched for a platform, or for all. */
export async function planOfPnpm(path, registries, platform) {
  const plan = new Map()
  for (const lockfile of await readLockfiles(path)) {
    for (const [depPath, snapshot] of Object.entries(lockfile?.packages ?? {})) {
      if (platform && snapshot.optional && !isFor(platform, snapshot)) continue
      addToPlan(plan, depPath, snapshot, registries, platform)
    }
  }
  return plan
}

function addToPlan(plan, depPath, snapshot, registries, platform) {
  const id = library.packageIdFromSnapshot(depPath, snapshot)
  const resolution = library.pkgSnapshotToResolution(depPath, snapshot, registries)
  for (const { integrity, tarball } of archivesOf(resolution, platform)) {
    const key = resolution.type ? `${id} ${integrity}` : id
    if (!plan.has(key)) plan.set(key, { id, integrity, url: tarball })
  }
}

/** The archives to fetch for a resolution. A runtime has one for the platform, or one for each platform. */
function archivesOf(resolution, platform) {
  const { type, variants, url: tarball, integrity } = resolution
  if (type === 'binary') return [{ integrity, tarball }]
  if (type === 'variations') {
    const chosen = variants.filter(({ targets }) => !platform || targets.some((target) => isTarget(target, platform)))
    return chosen.slice(0, platform ? 1 : undefined).flatMap((variant) => archivesOf(variant.resolution))
  }
  return isFetched(resolution) ? [resolution] : []
}

function isTarget({ os, cpu, libc }, platform) {
  const own = platform.libc === 'glibc' ? undefined : platform.libc
  return os === platform.os && cpu === platform.cpu && (libc ?? undefined) === (own ?? undefined)
}

/** Whether a tarball can be fetched by its hash from a server. */
function isFetched({ type, tarball, integrity, gitHosted }) {
  return !type && !tarball.startsWith('file:') && Boolean(integrity) && !gitHosted
}

/** Whether projects are mappings, and each dependency of a project or a package is among the packages. */
export async function isWhole(path) {
  const isMapping = (project) => project === null || (typeof project === 'object' && !Array.isArray(project))
  for (const document of loadAll(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))) {
    if (!Object.values(document?.importers ?? {}).every(isMapping)) return false
  }
  for (const lockfile of await readLockfiles(path)) {
    const packages = lockfile.packages ?? {}
    for (const owner of [...Object.values(lockfile.importers), ...Object.values(packages)]) {
      if (!dependenciesOf(owner).every((key) => key === null || packages[key])) return false
    }
  }
  return true
}

function dependenciesOf({ dependencies, devDependencies, optionalDependencies, configDependencies }) {
  const configured = Object.entries(configDependencies ?? {}).map(([name, { version }]) => [name, version])
  const all = [dependencies, devDependencies, optionalDependencies].flatMap((some) => Object.entries(some ?? {}))
  all.push(...configured)
  return all.map(([name, reference]) => refToRelative(reference, name))
}
