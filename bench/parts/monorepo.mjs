// A lockfile at the size of a monorepo in Nix: from nothing, from its tarballs, after a change, and when nothing changed.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { thisPlatform } from '../../scripts/lib/platform.mjs'
import { batchLine, unpackedSize } from '../lib/corpus.mjs'
import { registryOf } from '../lib/fetching.mjs'
import { serveDirectory } from '../lib/nginx.mjs'
import { root } from '../lib/tools.mjs'

export const title = 'From nothing to a store, and what a change costs, in Nix’ sandbox'

const script = fileURLToPath(new URL('monorepo', import.meta.url))
const enlarged = join(root, 'bench/enlarged.mjs')
const count = 3000
const maxJobs = 4
const names = {
  prefetch: 'from nothing: the tarballs, by cafs-prefetch',
  cold: 'then, from the tarballs',
  changed: 'then, one package changed',
  same: 'then, nothing changed',
  nix: 'from nothing, by Nix alone',
}

/** Of the one round, whatever the number of others: two lockfiles, each fetched and stored twice. */
export function space({ packages }) {
  const all = unpackedSize(packages)
  return { inputs: 6 * all, outputs: 0, largest: 3 * all }
}

/** One round: a round takes minutes. */
export async function run(bench) {
  if (bench.disk.path.startsWith('/dev/')) {
    return { skipped: ['a store below /dev is not seen in Nix’ sandbox, which has a /dev of its own: take another --dir'] }
  }
  execFileSync(join(root, 'scripts/setup'), ['nix'], { stdio: ['ignore', 'ignore', 'inherit'] })
  bench.disk.begin(space(bench.corpus))
  const lockfiles = [ofCorpus(bench), await ofSize(bench, count)]
  const cases = []
  for (const lockfile of lockfiles) cases.push(...(await measured(bench, lockfile)))
  bench.disk.end()
  const head = ['s', 'processor s', 'Nix MiB', 'new on disk, MiB']
  const tables = lockfiles.map(({ packages }) => {
    const rows = cases.filter((item) => item.packages === packages)
    return [[`${packages} packages`, ...head], ...rows.map(({ name, cells }) => [names[name], ...cells])]
  })
  return { cases, tables, comparisons: [], notes: [`max-jobs ${maxJobs}; tarballs from nginx on loopback; one round.`] }
}

function ofCorpus({ corpus: { lockfile, packages }, work }) {
  return { lockfile, packages: packages.length, directory: registryOf(packages, join(work, 'of-corpus')) }
}

/** A lockfile of so many packages: those of the corpus for this platform, and again with other content. */
async function ofSize({ corpus, disk, work }, size) {
  const { entries } = planOf(corpus.lockfile, { registries: { default: 'http://registry.invalid/' }, platform: thisPlatform() })
  const ids = new Set(entries.map(({ id }) => id))
  const list = join(work, 'of-platform')
  writeJsonLines(list, corpus.packages.filter(({ id }) => ids.has(id)).map(batchLine))
  const directory = join(disk.inputs, `registry-of-${size}`)
  const lockfile = join(work, `lockfile-of-${size}`)
  writeFileSync(lockfile, execFileSync(process.execPath, [enlarged, corpus.lockfile, String(size), list, directory], { maxBuffer: 1 << 28 }))
  return { lockfile, packages: size, directory }
}

async function measured({ disk, work }, { lockfile, packages, directory }) {
  const place = join(disk.path, `monorepo-${packages}`)
  const server = await serveDirectory(directory, mkdirAt(join(work, `server-${packages}`)))
  const env = { ...process.env, TMPDIR: mkdirAt(place) }
  const child = spawnSync(script, [lockfile, server.address, String(maxJobs)], { env, encoding: 'utf8', maxBuffer: 1 << 28 })
  server.close()
  disk.discard(place)
  if (child.status !== 0) throw new Error(child.stderr.trim().split('\n').pop() || `${script} exited with ${child.status}`)
  return child.stdout.trim().split('\n').map((line) => {
    const [name, ...cells] = line.split('\t')
    return { name, packages, cells }
  })
}

function mkdirAt(path) {
  mkdirSync(path, { recursive: true })
  return path
}
