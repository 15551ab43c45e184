// The plan of a lockfile: which tarballs to fetch from where, and the package ids of their indexes.
import { isFor } from './platform.mjs'
import { tarballName } from './integrity.mjs'
import { readLockfiles } from './lockfile.mjs'
import { require } from './node-tools.mjs'

const library = require('@pnpm/lockfile.utils')

/**
 * { entries: [{ id, integrity, url, file, key }], skipped: [{ id, reason }] }, the entries sorted by id;
 * `key` is the package's key in a lockfile.
 */
export async function planOf(path, { registries, platform }) {
  const plan = { entries: new Map(), skipped: [] }
  for (const lockfile of await readLockfiles(path)) {
    for (const [depPath, snapshot] of Object.entries(lockfile?.packages ?? {})) {
      if (platform && snapshot.optional && !isFor(platform, snapshot)) continue
      addToPlan(plan, depPath, snapshot, registries)
    }
  }
  return { entries: [...plan.entries.values()].sort(byId), skipped: plan.skipped }
}

function addToPlan(plan, depPath, snapshot, registries) {
  const id = library.packageIdFromSnapshot(depPath, snapshot)
  if (plan.entries.has(id)) return
  const resolution = library.pkgSnapshotToResolution(depPath, snapshot, registries)
  const reason = whyNotFetched(resolution)
  if (reason) return void plan.skipped.push({ id, reason })
  const { integrity, tarball: url } = resolution
  const file = tarballName(integrity)
  const key = keyOf(id, library.nameVerFromPkgSnapshot(depPath, snapshot))
  plan.entries.set(id, { id, integrity, url, file, key })
}

function keyOf(id, { name, nonSemverVersion }) {
  return nonSemverVersion ? `${name}@${nonSemverVersion}` : id
}

function whyNotFetched(resolution) {
  if (resolution.type) return `as its resolution is of type ${resolution.type}`
  if (resolution.tarball.startsWith('file:')) return 'as it is a local tarball'
  if (!resolution.integrity || resolution.gitHosted) return 'as it comes from a git host'
  return undefined
}

function byId(a, b) {
  return a.id < b.id ? -1 : 1
}
