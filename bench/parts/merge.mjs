// Merging the corpus' fragments, one for each package, into a store: by cafs, by loops of scripts, and by link() alone.
import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { storeFiles } from '../../scripts/lib/stores.mjs'
import { runOnce } from '../../scripts/lib/timing.mjs'
import { shareOf, timesLess } from '../lib/compare.mjs'
import { tabSeparated, unpackedSize } from '../lib/corpus.mjs'
import { fragmentLists } from '../lib/fragments.mjs'
import { measure } from '../lib/measure.mjs'
import { cafs, cafsAdd, jobs, native, peer } from '../lib/tools.mjs'

export const title = 'Merging fragments into a store'

const ours = 'cafs merge (hardlinks)'
const bare = 'bare link() calls'
const copies = 'loop of cp -rn, and chmod'
const links = 'loop of cp -aln'
const change = 'cafs merge, one new fragment, into a store'
const again = 'cafs merge, all fragments, one of them new'

/** The space for a round: fragments, then copies by two or three tools, and directories of links by the others. */
export function space({ packages }) {
  const whole = 1.1 * unpackedSize(packages)
  return { inputs: 1.2 * whole + 200e6, outputs: 3 * whole + 300e6, largest: whole }
}

export function run(bench) {
  const { disk, rounds, corpus } = bench
  const lists = listsIn(bench)
  const skipped = []
  const tools = [...ourTools(lists, disk, skipped), ...otherTools(bench, lists, skipped)]
  let files
  const inputs = () => (files = prepare(bench, lists))
  const rows = measure('merge', tools, { disk, rounds, space: space(corpus), inputs })
  const name = `${corpus.packages.length} fragments, ${files} distinct files, ${jobs} threads`
  return { groups: [{ name, rows }], comparisons: compared(rows), skipped }
}

function listsIn({ work, disk, corpus }) {
  const file = (name) => join(work, `merge-${name}`)
  const packages = file('packages')
  writeFileSync(packages, tabSeparated(corpus.packages))
  const lists = fragmentLists(corpus.packages, join(disk.inputs, 'fragments'), file)
  return { packages, ...lists, links: file('links'), store: join(disk.inputs, 'store') }
}

/** Makes the fragments, a complete store, and the list for link(); answers how many files the list has. */
function prepare({ work }, lists) {
  runOnce([peer('each'), lists.packages, lists.fragments, cafsAdd], join(work, 'made'))
  runOnce([cafs, 'merge', '--link', 'hardlink', '--store', lists.store, '--from', lists.all], join(work, 'made'))
  const sources = new Map()
  for (const fragment of readdirSync(lists.fragments)) {
    const directory = join(lists.fragments, fragment)
    for (const path of storeFiles(directory)) {
      sources.set(path, join(directory, 'v10', path))
    }
  }
  writeFileSync(lists.links, [...sources].map(([path, source]) => `${source}\t${path}\n`).join(''))
  return sources.size
}

function ourTools({ all, most, one }, disk, skipped) {
  const merge = (from, ...options) => [cafs, 'merge', ...options, '--store', '{}', '--from', from]
  const hard = ['--link', 'hardlink']
  const other = ['copy', 'symlink', ...(canReflink(disk, skipped) ? ['reflink'] : [])]
  const prepare = merge(most, ...hard)
  return [
    { name: ours, command: merge(all, ...hard) },
    { name: `${ours}, one thread`, command: merge(all, ...hard, '--jobs', '1') },
    ...other.map((kind) => ({ name: `cafs merge --link ${kind}`, command: merge(all, '--link', kind) })),
    { name: change, prepare, command: merge(one, ...hard) },
    { name: again, prepare, command: merge(all, ...hard) },
  ]
}

function otherTools({ isQuick }, { all, links: list, store }, skipped) {
  const loop = peer('merge-loop')
  if (isQuick) skipped.push('loop of rsync --link-dest: not with --quick')
  return [
    { name: bare, command: [native('placements'), 'link', list, '{}', jobs] },
    { name: `${bare}, one thread`, command: [native('placements'), 'link', list, '{}', '1'] },
    { name: 'cp -al of the complete store', command: ['cp', '-al', store, '{}'] },
    { name: links, command: [loop, 'link', '{}', all] },
    { name: copies, command: [loop, 'copy', '{}', all] },
    ...(isQuick ? [] : [{ name: 'loop of rsync --link-dest', command: [loop, 'rsync', '{}', all] }]),
  ]
}

function canReflink(disk, skipped) {
  const source = join(disk.path, 'reflink')
  const trial = ['-c', 'echo >"$1" && cp --reflink=always "$1" "$1.copy"', 'bash', source]
  const can = !disk.isFresh && spawnSync('bash', trial).status === 0
  if (!can) skipped.push(`cafs merge --link reflink: not on this file system, ${disk.kind}`)
  return can
}

function compared(rows) {
  const share = { target: 1 / 20, targetText: '1/20' }
  return [
    ...timesLess(rows, ours, copies, { target: 18 }),
    ...timesLess(rows, ours, links, { target: 7 }),
    ...timesLess(rows, ours, 'loop of rsync --link-dest'),
    ...timesLess(rows, ours, 'cp -al of the complete store'),
    ...shareOf(rows, ours, bare, { target: 1.15 }),
    ...shareOf(rows, change, ours, share),
    ...shareOf(rows, again, ours),
  ]
}
