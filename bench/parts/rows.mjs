// Merging fragments for pnpm 11, whose indexes become rows of a database: the cost of a merge by cafs, and of the rows
// by pnpm's own library; and whether the database is always the same. There are at least 3,000 fragments: if the corpus
// has fewer packages, they are repeated under other names.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { grouped } from '../../scripts/lib/table.mjs'
import { runOnce } from '../../scripts/lib/timing.mjs'
import { rowOf, shareOf, timesLess } from '../lib/compare.mjs'
import { tabSeparated, unpackedSize } from '../lib/corpus.mjs'
import { fragmentLists } from '../lib/fragments.mjs'
import { measure } from '../lib/measure.mjs'
import { cafs, cafsAdd, jobs, newNodePeer, peer } from '../lib/tools.mjs'
import { milliseconds } from '../report/text.mjs'

export const title = 'Merging fragments into a store of pnpm 11'

const least = 3000

const ours = 'cafs merge, v11'
const alone = `${ours}, one thread`
const change = `${ours}, one new fragment, into a store`
const theirs = 'only the rows, by @pnpm/store.index of pnpm 11'
const version = ['--store-version', 'v11', '--link', 'hardlink']

const merge = (list, ...options) => [cafs, 'merge', ...version, ...options, '--store', '{}', '--from', list]

/** What a round writes: fragments, and links to their files. */
export function space({ packages }) {
  const whole = 1.1 * unpackedSize(repeated(packages))
  return { inputs: 1.1 * whole + 200e6, outputs: 300e6, largest: whole }
}

export function run({ work, disk, rounds, corpus }) {
  const packages = repeated(corpus.packages)
  const file = (name) => join(work, `rows-${name}`)
  const lists = { packages: file('packages'), ...fragmentLists(packages, join(disk.inputs, 'v11'), file) }
  writeFileSync(lists.packages, tabSeparated(packages))
  const inputs = () => prepare(lists, work)
  const rows = measure('rows', rowTools(lists), { disk, rounds, space: space(corpus), inputs })
  const name = `${packages.length} fragments of ${corpus.packages.length} packages, ${jobs} threads`
  return { groups: [{ name, rows }], tables: [rowsTable(rows, packages.length)], comparisons: compared(rows), skipped: [] }
}

/** Each package, and again under other names until there are enough: a row for each. */
function repeated(packages) {
  const count = Math.max(least, packages.length)
  return Array.from({ length: count }, (_, at) => renamed(packages[at % packages.length], Math.floor(at / packages.length)))
}

function renamed(entry, round) {
  return round === 0 ? entry : { ...entry, id: entry.id.replace(/(?<=.)@/, `-${round}@`) }
}

/** Makes the fragments; throws where merging them does not always give the same bytes. */
function prepare(lists, work) {
  const { packages, all } = lists
  runOnce([peer('each'), packages, lists.fragments, cafsAdd, '--store-version', 'v11'], join(work, 'made'))
  const ways = [[], [], ['--jobs', '1'], ['--jobs', '2']]
  const hashes = ways.map((options, at) => {
    const out = `${lists.fragments}-merged-${at}`
    runOnce(merge(all, ...options), out)
    return createHash('sha256').update(readFileSync(join(out, '0/v11/index.db'))).digest('hex')
  })
  if (new Set(hashes).size > 1) throw new Error(`index.db is not the same in every run: ${hashes.join(' ')}`)
}

function rowTools({ all, most, one }) {
  let wanted
  const check = (directory) => {
    const found = rowDigest(directory)
    wanted ??= found
    if (found !== wanted) throw new Error(`${directory}: not the rows of ${ours}`)
  }
  const published = (report) => JSON.parse(report).seconds.publishing
  const inStore = (store) => check(join(store, 'v11'))
  return [
    { name: ours, command: merge(all, '--json'), phase: published, check: inStore },
    { name: alone, command: merge(all, '--jobs', '1', '--json'), phase: published, check: inStore },
    { name: change, prepare: merge(most), command: merge(one), check: inStore },
    { name: theirs, command: [...newNodePeer('pnpm-rows.mjs'), '{}', all], phase: Number, check },
  ]
}

/** The time for the rows alone, of the tools that print it. */
function rowsTable(rows, count) {
  const measured = rows.filter(({ phase }) => phase !== undefined)
  const cells = ({ name, phase, wall }) => [name, ...[phase, wall].map(milliseconds), grouped(Math.round(count / phase))]
  return [['index.db', 'writing it, ms', 'of ms in all', 'rows a second'], ...measured.map(cells)]
}

function compared(rows) {
  const writing = { of: 'phase', what: 'writing index.db' }
  return [
    ...shareOf(rows, change, ours, { target: 1 / 20, targetText: '1/20' }),
    ...(rowOf(rows, theirs) ? timesLess(rows, ours, theirs, writing) : []),
  ]
}

function rowDigest(directory) {
  const [node, ...args] = newNodePeer('row-digest.mjs')
  return execFileSync(node, ['--no-warnings', ...args, directory], { encoding: 'utf8' })
}
