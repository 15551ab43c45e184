// The plan of a lockfile, made by `cafs plan`: which tarballs to fetch from where, and the package ids of their indexes.
import { spawnSync } from 'node:child_process'
import { tarballName } from './integrity.mjs'
import { cafs } from './tools.mjs'

/**
 * { entries: [{ id, key, name, integrity, url, file }], skipped }, the entries sorted by id; `key` is the package's key
 * in the lockfile, `file` the name of its tarball in the cache. `skipped` is the number of packages that cannot be
 * fetched by hash, and of local tarballs. Without a platform the plan is for all platforms.
 */
export function planOf(lockfile, { registries, platform }) {
  const { packages, leftOut } = planned(['--format', 'json', ...optionsOf({ registries, platform }), lockfile])
  const entries = packages.filter(({ url }) => url).map((entry) => ({ ...entry, file: tarballName(entry.integrity) }))
  return { entries, skipped: leftOut + packages.length - entries.length }
}

/** The options of `cafs plan` for registries { default, '@scope', … } and a platform { os, cpu, libc }, or all platforms. */
export function optionsOf({ registries, platform }) {
  const urls = Object.entries(registries).map(([name, url]) => (name === 'default' ? url : `${name}=${url}`))
  const named = platform && Object.values(platform).filter(Boolean).join('-')
  return [
    '--skip-unfetchable',
    ...urls.flatMap((url) => ['--registry', url]),
    ...(named ? ['--platform', named] : ['--all-platforms']),
  ]
}

function planned(args) {
  const { status, error, stdout, stderr } = spawnSync(cafs, ['plan', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error) throw error
  const lines = stderr.split('\n').filter(Boolean)
  if (status !== 0) throw new Error(lines.at(-1) ?? `cafs plan: exit ${status}`)
  return { packages: JSON.parse(stdout).packages, leftOut: lines.length }
}
