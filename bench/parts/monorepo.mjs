// A lockfile at the size of a monorepo in Nix: from nothing, from its tarballs, after a change, and when nothing changed.
import { fileURLToPath } from 'node:url'
import { unpackedSize } from '../lib/corpus.mjs'
import { inNix, ofTwoSizes } from '../lib/monorepo.mjs'

export const title = 'From nothing to a store, and what a change costs, in Nix’ sandbox'

const script = fileURLToPath(new URL('monorepo', import.meta.url))
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
  const seen = await ofTwoSizes(bench, space(bench.corpus), names, (lockfile) => measured(bench, lockfile))
  if (seen.skipped) return seen
  return { ...seen, comparisons: [], notes: [`max-jobs ${maxJobs}; tarballs from nginx on loopback; one round.`] }
}

async function measured(bench, lockfile) {
  const lines = await inNix(script, (address) => [lockfile.lockfile, address, String(maxJobs)], bench, lockfile)
  return lines.map(([name, ...cells]) => ({ name, packages: lockfile.packages, cells }))
}
