// Each way from a lockfile to a store in Nix: what its evaluation costs, a build from nothing, and a change of one package.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpackedSize } from '../lib/corpus.mjs'
import { registryOf } from '../lib/fetching.mjs'
import { serveDirectory } from '../lib/nginx.mjs'
import { root } from '../lib/tools.mjs'

export const title = 'From a lockfile to a store, in Nix’ sandbox: five ways'

const script = fileURLToPath(new URL('ways', import.meta.url))
const maxJobs = 16 // with few, Nix 2.34 needs memory with the square of what is ready
const names = {
  pure: 'pure evaluation',
  derived: 'import from a derivation',
  plan: 'a plan',
  dynamic: 'dynamic derivations',
  hash: 'a hash',
}

/** Of the one round, whatever the number of others: tarballs and a store for each way, and a little for the change. */
export function space({ packages }) {
  const all = 1.2 * unpackedSize(packages)
  return { inputs: 6 * all, outputs: 0, largest: 6 * all }
}

/** One round: a round takes minutes. */
export async function run(bench) {
  const { corpus, disk, work } = bench
  if (disk.path.startsWith('/dev/')) {
    return { skipped: ['a store below /dev is not seen in Nix’ sandbox, which has a /dev of its own: take another --dir'] }
  }
  execFileSync(join(root, 'scripts/setup'), ['nix'], { stdio: ['ignore', 'ignore', 'inherit'] })
  disk.begin(space(corpus))
  const place = join(disk.path, 'ways')
  mkdirSync(place)
  const registry = join(work, 'of-ways')
  mkdirSync(registry)
  const directory = registryOf(corpus.packages, registry)
  const server = await serveDirectory(directory, registry)
  const env = { ...process.env, TMPDIR: place }
  const args = [corpus.lockfile, server.address, directory, String(maxJobs)]
  const child = spawnSync(script, args, { env, encoding: 'utf8', maxBuffer: 1 << 28 })
  server.close()
  disk.discard(place)
  disk.end()
  if (child.status !== 0) throw new Error(child.stderr.trim().split('\n').pop() || `${script} exited with ${child.status}`)
  const cases = child.stdout.trim().split('\n').map((line) => line.split('\t')).map(([name, ...cells]) => ({ name, cells }))
  const head = [`${corpus.packages.length} packages`, 'evaluation, s', 'MiB', 'derivations from nothing', 's', 'after a change', 's']
  const table = [head, ...cases.map(({ name, cells }) => [names[name], ...cells])]
  const notes = [`max-jobs ${maxJobs}; tarballs from nginx on loopback; one round; with what has to be done by hand: cafs plan, cafs-hash.`]
  return { cases, tables: [table], comparisons: [], notes }
}
