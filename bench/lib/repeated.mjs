// A project of many packages: those that a lockfile has from a registry, repeated under other names as often as needed,
// each time with dependencies among themselves.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { require } from '../../scripts/lib/node-tools.mjs'
import { readLockfiles } from '../../scripts/lib/pnpm-lockfile.mjs'

const { writeWantedLockfile } = require('@pnpm/lockfile.fs')

const renamed = (name, round) => (round === 0 ? name : `${name}-${round}`)

/** A key like `a@1.0.0(@b/c@2.0.0)`, with another name for each package in it. */
const renamedKey = (key, round) => {
  return key.replace(/(^|\()(@?[^@()]+)@/g, (_, before, name) => `${before}${renamed(name, round)}@`)
}

const isKey = (version) => /^@?[^@(]+@/.test(version)

const renamedVersion = (version, round) => {
  return isKey(version) ? renamedKey(version, round) : version.replace(/\(.*/, (peers) => renamedKey(peers, round))
}

const withoutPeers = (key) => key.replace(/\(.*/, '')

/** Whether a package is from a registry, and has no patch. */
const isPlain = ([key, { resolution }]) => {
  return 'integrity' in resolution && !('type' in resolution) && !('tarball' in resolution) && !key.includes('patch_hash=')
}

/**
 * Writes a project of `count` packages to `root`, which depends on the packages that no other one needs. `entries` are
 * the batch lines of all packages that it may have. Returns the lines for `cafs add --batch` that make its store.
 */
export async function writeRepeated(lockfile, count, root, entries) {
  const documents = await readLockfiles(lockfile)
  const known = new Map(entries.map((entry) => [entry.id, entry]))
  const all = Object.entries(documents.at(-1).packages).filter(isPlain).filter(([key]) => known.has(withoutPeers(key)))
  const wanted = Array.from({ length: count }, (_, at) => [all[at % all.length], Math.floor(at / all.length)])
  const keys = new Set(wanted.map(([[key], round]) => renamedKey(key, round)))
  const packages = wanted.map(([[key, item], round]) => [renamedKey(key, round), again(item, round, keys)])
  await writeWantedLockfile(root, {
    lockfileVersion: '9.0',
    importers: { '.': dependingOn(rootsOf(packages)) },
    packages: Object.fromEntries(packages),
  })
  writeFileSync(join(root, 'package.json'), '{"private":true}\n')
  return wanted.map(([[key], round]) => {
    return { ...known.get(withoutPeers(key)), id: renamedKey(withoutPeers(key), round) }
  })
}

/**
 * Packages from which all others can be reached: those without dependents, and the first package of each cycle left.
 */
function rootsOf(packages) {
  const needs = new Map(packages.map(([key, { dependencies }]) => [key, Object.entries(dependencies).map(keyOf)]))
  const needed = new Set([...needs].flatMap(([key, others]) => others.filter((other) => other !== key)))
  const reached = new Set()
  const reach = (first) => {
    const left = [first]
    for (let key = left.pop(); key; key = left.pop()) {
      if (reached.has(key)) continue
      reached.add(key)
      left.push(...needs.get(key))
    }
    return first
  }
  const keys = [...needs.keys()]
  const roots = keys.filter((key) => !needed.has(key)).map(reach)
  return [...roots, ...keys.filter((key) => !reached.has(key) && reach(key))]
}

const keyOf = ([name, version]) => (isKey(version) ? version : `${name}@${version}`)

function dependingOn(keys) {
  const aliases = (value) => Object.fromEntries(keys.map((key, at) => [`p${at}`, value(key)]))
  return { specifiers: aliases((key) => `npm:${withoutPeers(key)}`), dependencies: aliases((key) => key) }
}

function again({ resolution, hasBin, dependencies = {}, optionalDependencies = {} }, round, keys) {
  const all = Object.entries({ ...dependencies, ...optionalDependencies })
  const own = all.map(([name, version]) => [renamed(name, round), renamedVersion(version, round)])
  const kept = own.filter((dependency) => keys.has(keyOf(dependency)))
  return { resolution, ...(hasBin && { hasBin }), dependencies: Object.fromEntries(kept) }
}
