// One process for each package: single ones of several sizes, and a hundred at random.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { atMost, timesLess } from '../lib/compare.mjs'
import { loadCorpus, tabSeparated, unpackedSize } from '../lib/corpus.mjs'
import { measure } from '../lib/measure.mjs'
import { shuffled } from '../lib/random.mjs'
import { cafsAdd, nodePeer, peer, root } from '../lib/tools.mjs'

export const title = 'One process for each package'

const script = 'Node script'
const hundred = 100

// How often each tool runs in a sample: long enough for the clock, short enough for the disk.
const singles = [
  { id: 'is-number@7.0.0', size: 'small', counts: [50, 5] },
  { id: '@babel/core@7.29.0', size: 'medium', counts: [20, 5] },
  { id: 'typescript@5.9.3', size: 'large', counts: [3, 2] },
  { id: 'date-fns@4.1.0', size: 'many files', counts: [2, 1] },
]

/** What a round writes: two tools, each with its own output for each call. */
export function space({ packages }) {
  const random = unpackedSize(someOf(packages))
  return { inputs: 0, outputs: 2 * random + 250e6, largest: Math.max(random, 100e6) }
}

export async function run(bench) {
  const { packages } = await loadCorpus(join(root, 'tests/e2e/pnpm-lock.yaml'), singles.map(({ id }) => id))
  const groups = [
    { name: 'an empty process', rows: measured(bench, 'true', [{ name: '/bin/true', command: ['/bin/true'], count: 50 }]) },
    ...singles.map((single) => onePackage(bench, single, packages)),
    manyPackages(bench),
  ]
  return { groups, comparisons: groups.slice(1).flatMap(compared) }
}

function onePackage(bench, { id, size, counts }, packages) {
  const { tarball, integrity } = packages.find((item) => item.id === id)
  const call = [tarball, '{}', id, integrity]
  const rows = measured(bench, id.replace(/\W+/g, '-'), [
    { name: 'cafs-add', command: [cafsAdd, ...call], count: counts[0] },
    { name: script, command: [...nodePeer('pnpm-cafs-add.mjs'), ...call], count: counts[1] },
  ])
  return { name: `${id} (${size})`, label: id, rows }
}

function manyPackages(bench) {
  const some = someOf(bench.corpus.packages)
  const list = join(bench.work, 'random.tsv')
  writeFileSync(list, tabSeparated(some))
  const loop = [peer('each'), list, '{}']
  const rows = measured(bench, 'random', [
    { name: 'cafs-add', command: [...loop, cafsAdd] },
    { name: script, command: [...loop, ...nodePeer('pnpm-cafs-add.mjs')] },
  ])
  return { name: `${some.length} random packages, a process each`, label: `${some.length} random`, rows }
}

function someOf(packages) {
  return shuffled(packages).slice(0, hundred)
}

function measured({ disk, rounds, corpus }, label, tools) {
  return measure(`single-${label}`, tools, { disk, rounds, space: space(corpus) })
}

function compared({ name, label, rows }) {
  const target = { 'is-number@7.0.0': 75, [`${hundred} random`]: 8 }[label]
  const ratio = timesLess(rows, 'cafs-add', script, { target, what: name })
  return label === 'is-number@7.0.0' ? [...ratio, ...atMost(rows, 'cafs-add', 2, name)] : ratio
}
