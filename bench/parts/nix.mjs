// Stores as Nix builds them, in its sandbox: granularities and links, and Node.js with loops of cp in the place of cafs.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { median } from '../../scripts/lib/timing.mjs'
import { timesLess } from '../lib/compare.mjs'
import { unpackedSize } from '../lib/corpus.mjs'
import { shuffled } from '../lib/random.mjs'
import { root } from '../lib/tools.mjs'

export const title = 'A derivation for each package, or for many, in Nix’ sandbox'

const script = fileURLToPath(new URL('nix', import.meta.url))
const sampleSize = 300
const maxJobs = 16 // with few, Nix 2.34 needs memory with the square of what is ready
const whole = ['package-copy', 'package-symlink', '16-copy', '16-symlink', '16-none', 'store']
const sampled = ['sample-symlink', 'sample-copy', 'script']
const fields = ['derivations', 'cold', 'memory', 'changedDerivations', 'changed', 'size']

/** What a round writes: for each case the fragments, a store, and a store after the change; and the tarballs. */
export function space({ packages }) {
  const all = 1.2 * unpackedSize(packages)
  return { inputs: 0, outputs: 14 * all, largest: 7 * all }
}

export function run(bench) {
  const { corpus, rounds, disk } = bench
  if (disk.path.startsWith('/dev/')) {
    return { skipped: ['a store below /dev is not seen in Nix’ sandbox, which has a /dev of its own: take another --dir'] }
  }
  execFileSync(join(root, 'scripts/setup'), ['nix'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const some = sampleOf(corpus.packages)
  const list = join(bench.work, 'nix-sample')
  writeJsonLines(list, some.map(({ id, integrity, url }) => ({ id, integrity, url })))
  const samples = []
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`nix: round ${round} of ${rounds}`)
    samples.push(oneRound(bench, list, round))
  }
  const cases = [...whole, ...sampled].map((name) => summary(name, samples.map((sample) => sample[name])))
  return { cases, ...tablesOf(cases, corpus.packages.length, some.length) }
}

/** Packages at random, the first one with a plain version: it is the one that changes. */
function sampleOf(packages) {
  const some = shuffled(packages).slice(0, sampleSize)
  const first = some.find(({ id }) => /^@?[^@]+@\d+\.\d+\.\d+$/.test(id))
  if (!first) throw new Error('no package has a plain version')
  return [first, ...some.filter((item) => item !== first)]
}

function oneRound({ disk, corpus }, list, round) {
  disk.begin(space(corpus))
  const place = join(disk.path, `nix-${round}`)
  const env = { ...process.env, TMPDIR: place }
  mkdirSync(place)
  const args = [corpus.lockfile, list, String(maxJobs), ...whole, ...sampled]
  const { status, stdout, stderr } = spawnSync(script, args, { env, encoding: 'utf8', maxBuffer: 1 << 28 })
  disk.discard(place)
  disk.end()
  if (status !== 0) throw new Error(stderr.trim().split('\n').pop() || `bench/parts/nix exited with ${status}`)
  return Object.fromEntries(stdout.trim().split('\n').map(caseOf))
}

function caseOf(line) {
  const [name, ...numbers] = line.split('\t')
  return [name, Object.fromEntries(fields.map((field, at) => [field, Number(numbers[at])]))]
}

function summary(name, samples) {
  const medians = fields.map((field) => [field, median(samples.map((sample) => sample[field]))])
  return { name, ...Object.fromEntries(medians), samples }
}

function tablesOf(cases, all, some) {
  const head = ['cold s', 'derivations', 'Nix MiB', 'one package changed s', 'derivations', 'store MiB']
  const extrapolated = `cold s, extrapolated to ${all}`
  const ofAll = cases.filter(({ name }) => whole.includes(name)).map((item) => [item.name, ...cells(item)])
  const ofSome = cases.filter(({ name }) => sampled.includes(name))
    .map((item) => [item.name, ...cells(item), ...(some < all ? [((item.cold * all) / some).toFixed(0)] : [])])
  return {
    tables: [
      [[`${all} packages: granularity-link`, ...head], ...ofAll],
      [[`${some} packages, a derivation each`, ...head, ...(some < all ? [extrapolated] : [])], ...ofSome],
    ],
    comparisons: comparisonsOf(cases, some),
    notes: [
      `max-jobs ${maxJobs}; tarballs are in the Nix store before; no warm run; each round has a Nix store of its own. ` +
        '“script” is bash that starts Node.js for each package, and a loop of cp -rn, for the packages of “sample”.',
    ],
  }
}

function comparisonsOf(cases, some) {
  const rows = cases.map(({ name, cold, changed }) => ({ name, wall: cold, changed }))
  const what = (name, when) => `${some} packages, ${name}, ${when}`
  return ['sample-symlink', 'sample-copy'].flatMap((name) => [
    ...timesLess(rows, name, 'script', { what: what(name, 'cold') }),
    ...timesLess(rows, name, 'script', { of: 'changed', what: what(name, 'after one change') }),
  ])
}

function cells({ cold, derivations, memory, changed, changedDerivations, size }) {
  return [cold.toFixed(2), String(derivations), String(memory), changed.toFixed(2), String(changedDerivations), String(size)]
}
