// The same fragments for pnpm 11: what merging costs where indexes become rows of a database, by cafs and by what pnpm
// itself writes rows with; and whether that database is always the same.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { grouped } from '../../scripts/lib/table.mjs'
import { runOnce } from '../../scripts/lib/timing.mjs'
import { rowOf, shareOf, timesLess } from '../lib/compare.mjs'
import { cafs, cafsAdd, newNodePeer, peer } from '../lib/tools.mjs'
import { milliseconds } from '../report/text.mjs'

const ours = 'cafs merge, v11'
const alone = `${ours}, one thread`
const change = `${ours}, one new fragment, into a store`
const theirs = 'only the rows, by @pnpm/store.index of pnpm 11'
const version = ['--store-version', 'v11', '--link', 'hardlink']

const merge = (list, ...options) => [cafs, 'merge', ...version, ...options, '--store', '{}', '--from', list]

/** Makes the fragments; throws where merging them does not always give the same bytes. */
export function prepareRows(lists, work) {
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

export function rowTools({ all, most, one }) {
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

/** What writing the rows took of those that tell. */
export function rowsTable(rows, count) {
  const measured = rows.filter(({ phase }) => phase !== undefined)
  const cells = ({ name, phase, wall }) => [name, ...[phase, wall].map(milliseconds), grouped(Math.round(count / phase))]
  return [['index.db', 'writing it, ms', 'of ms in all', 'rows a second'], ...measured.map(cells)]
}

export function compareRows(rows, v10) {
  const writing = { of: 'phase', what: 'writing index.db' }
  return [
    ...shareOf(rows, ours, v10),
    ...shareOf(rows, change, ours, { target: 1 / 20, targetText: '1/20' }),
    ...(rowOf(rows, theirs) ? timesLess(rows, ours, theirs, writing) : []),
  ]
}

function rowDigest(directory) {
  const [node, ...args] = newNodePeer('row-digest.mjs')
  return execFileSync(node, ['--no-warnings', ...args, directory], { encoding: 'utf8' })
}
