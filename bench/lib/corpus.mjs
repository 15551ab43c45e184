// The packages that everything is measured with: those of a lockfile, of all platforms.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { ensureTarballs, toBatch } from '../../scripts/lib/tarball-cache.mjs'

/**
 * { lockfile, packages: [{ id, integrity, tarball, url, packed, unpacked }], leftOut }, with all tarballs read once. If
 * ids are given, only the packages with these ids.
 */
export async function loadCorpus(path, ids) {
  const lockfile = resolve(path)
  if (!existsSync(lockfile)) throw new Error(`no such lockfile: ${lockfile}`)
  const directory = dirname(lockfile)
  const plan = planOf(lockfile, { registries: registriesOf(npmConfig(directory)) })
  const entries = plan.entries.filter(({ id }) => !ids || ids.includes(id))
  if (entries.length === 0) throw new Error(`${lockfile} has no packages of a registry`)
  await ensureTarballs(entries, directory)
  const packages = entries.map((entry) => ({ ...toBatch(entry), url: entry.url, ...sizes(toBatch(entry).tarball) }))
  return { lockfile, packages, leftOut: plan.skipped }
}

/** What `cafs add --batch` reads of a package. */
export function batchLine({ tarball, id, integrity }) {
  return { tarball, id, integrity }
}

/** What bench/peer/each reads of packages. */
export function tabSeparated(packages) {
  return packages.map(({ tarball, id, integrity }) => `${tarball}\t${id}\t${integrity}\n`).join('')
}

/** The bytes that packages unpack to. */
export function unpackedSize(packages) {
  return packages.reduce((sum, { unpacked }) => sum + unpacked, 0)
}

export function packedSize(packages) {
  return packages.reduce((sum, { packed }) => sum + packed, 0)
}

// The last four bytes of a gzip file are the size of its content.
function sizes(tarball) {
  const bytes = readFileSync(tarball)
  return { packed: bytes.length, unpacked: bytes.readUInt32LE(bytes.length - 4) }
}
