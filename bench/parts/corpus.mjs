// The whole corpus into one store: by cafs, by pnpm's own library, by what pnpm itself fetches, and by the least that
// can do it; and how the cost grows with the number of packages.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { shareOf, timesLess } from '../lib/compare.mjs'
import { batchLine, unpackedSize } from '../lib/corpus.mjs'
import { serveCorpus } from '../lib/fetching.mjs'
import { measure } from '../lib/measure.mjs'
import { shuffled } from '../lib/random.mjs'
import { completeness, contentSizes } from '../lib/stores.mjs'
import { cafs, jobs, native, nodePeer, peer, pnpms } from '../lib/tools.mjs'

export const title = 'The whole corpus into one store'

const ours = 'cafs add --batch'
const script = 'Node script, one process'
const floor = 'the floor: inflate, hash, create'
const writes = 'the writes alone: the same files, out of one buffer'
const fractions = [16, 8, 4, 2]

/** What a round writes: a store by each of seven tools, and what pnpm links; then twice the parts. */
export function space({ packages }) {
  const whole = 1.1 * unpackedSize(packages)
  return { inputs: 0, outputs: 9 * whole + 200e6, largest: 2 * whole }
}

export async function run(bench) {
  const { work, corpus } = bench
  const list = listOf('all', corpus.packages, work)
  const served = await serveCorpus(corpus, work)
  try {
    const stores = completeness()
    const rows = measured(bench, 'corpus', tools(list, join(work, 'all.sizes'), served.project, stores))
    const growth = grown(bench, rows)
    const groups = [{ name: `${corpus.packages.length} packages`, rows }]
    return { groups, comparisons: compared(rows), growth, ...stores.result() }
  } finally {
    served.close()
  }
}

function tools(list, sizes, project, stores) {
  return [
    { name: ours, command: byCafs(list), check: (out) => (stores.setReference(out), writeSizes(out, sizes)) },
    { name: floor, command: [native('floor'), list, '{}', jobs] },
    { name: writes, command: [native('placements'), 'write', sizes, '{}', jobs] },
    { name: script, command: byScript(list), check: (out) => stores.compare(script, out) },
    ...Object.entries(pnpms).flatMap(([name, command]) => fetching(name, command, project, stores)),
  ]
}

const byCafs = (list) => [cafs, 'add', '--store', '{}', '--batch', list]
const byScript = (list) => [...nodePeer('pnpm-cafs-add-all.mjs'), '{}', list]

/** The content files of a store for `placements write`, the largest first. */
function writeSizes(store, list) {
  const largestFirst = contentSizes(store).sort(([a], [b]) => b - a)
  writeFileSync(list, largestFirst.map(([size, name]) => `${size}\tfiles/${name}\n`).join(''))
}

/** What pnpm links meanwhile is a row of its own. */
function fetching(name, command, project, stores) {
  const fetch = [peer('pnpm-fetch'), '{}', project, ...command]
  const linking = ['env', 'CAFS_BENCH_STORE={before}/store', ...fetch]
  return [
    { name: `${name} fetch`, command: fetch, check: (out) => stores.compare(`${name} fetch`, join(out, 'store')) },
    { name: `${name} fetch, from a full store`, command: linking, continues: true },
  ]
}

/** [{ packages, cafs, script }]: seconds for ever larger parts of the corpus, each within the next. */
function grown(bench, rows) {
  const order = shuffled(bench.corpus.packages)
  const parts = fractions.map((fraction) => order.slice(0, Math.ceil(order.length / fraction)))
  const lists = parts.map((part, at) => listOf(`part-${at}`, part, bench.work))
  const costs = measured(bench, 'growth', lists.flatMap((list) => [
    { name: ours, command: byCafs(list) },
    { name: script, command: byScript(list) },
  ]))
  const points = parts.map((part, at) => point(part, costs[2 * at], costs[2 * at + 1]))
  return [...points, point(order, ...[ours, script].map((name) => rows.find((row) => row.name === name)))]
}

function point(packages, cafs, script) {
  return { packages: packages.length, unpacked: unpackedSize(packages), cafs, script }
}

function listOf(name, packages, work) {
  const list = join(work, `${name}.list`)
  writeJsonLines(list, packages.map(batchLine))
  return list
}

function measured({ disk, rounds, corpus }, label, tools) {
  return measure(label, tools, { disk, rounds, space: space(corpus) })
}

function compared(rows) {
  return [
    ...timesLess(rows, ours, script, { target: 4 }),
    ...timesLess(rows, ours, 'pnpm 10.34.9 fetch'),
    ...timesLess(rows, ours, 'pnpm 11.28.11 fetch'),
    ...timesLess(rows, ours, 'pnpm 12.21.0 fetch', { target: 2.5 }),
    ...shareOf(rows, ours, floor, { target: 1.15 }),
    ...shareOf(rows, ours, script, { target: 0.5, targetText: '1/2', of: 'rss', what: `${ours}, peak memory` }),
  ]
}
