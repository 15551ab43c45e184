// The measurements of bench/add.
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandLine, runCommand } from '../scripts/lib/command.mjs'
import { writeJsonLines } from '../scripts/lib/json-lines.mjs'
import { npmConfig, registriesOf } from '../scripts/lib/npm-config.mjs'
import { planOf } from '../scripts/lib/plan.mjs'
import { table } from '../scripts/lib/table.mjs'
import { ensureTarballs, toBatch } from '../scripts/lib/tarball-cache.mjs'
import { temporaryDirectory } from '../scripts/lib/temporary.mjs'
import { compareCosts } from '../scripts/lib/timing.mjs'
import { cafs, cafsAdd } from '../scripts/lib/tools.mjs'
import { machine } from './machine.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const peer = (name) => [process.execPath, join(root, 'bench/peer', name)]

// How often each tool runs in a round: long enough for the clock, short enough for the disk.
const packages = [
  { id: 'is-number@7.0.0', size: 'small', target: 60, counts: [50, 5] },
  { id: '@babel/core@7.29.0', size: 'medium', counts: [20, 5] },
  { id: 'typescript@5.9.3', size: 'large', counts: [3, 2] },
  { id: 'date-fns@4.1.0', size: 'large', counts: [2, 1] },
]
const corpusTarget = 3
const head = ['', 'tool', 'wall ms', 'user ms', 'sys ms', 'MiB', 'ratio', 'target']

const options = {
  quick: { type: 'boolean' },
  corpus: { type: 'string', default: join(root, 'examples/app/pnpm-lock.yaml') },
  dir: { type: 'string', default: tmpdir() },
  json: { type: 'string' },
}

const usage = 'bench/add [--quick] [--corpus LOCKFILE] [--dir DIR] [--json FILE]'

await runCommand('bench/add', usage, async () => {
  const { values } = commandLine(options, 0)
  const bench = { rounds: values.quick ? 3 : 5, work: temporaryDirectory('bench', values.dir) }
  const tarballs = await fetched(join(root, 'tests/e2e/pnpm-lock.yaml'), packages.map(({ id }) => id))
  const corpus = await fetched(resolve(values.corpus))
  const singles = packages.map((item) => onePackage(bench, item, tarballs))
  const results = [floor(bench), ...singles, whole(bench, corpus)]
  console.log(`${machine()}; medians of ${bench.rounds} rounds, page cache warm, writing to ${values.dir}`)
  console.log(table([head, ...results.flatMap(toRows)]))
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine: machine(), results }, null, 2)}\n`)
})

/** The planned and downloaded entries of a lockfile; only those with these ids, if any are given. */
async function fetched(lockfile, ids) {
  const directory = dirname(lockfile)
  const plan = await planOf(lockfile, { registries: registriesOf(npmConfig(directory)) })
  const entries = plan.entries.filter(({ id }) => !ids || ids.includes(id))
  await ensureTarballs(entries, directory)
  entries.forEach((entry) => readFileSync(toBatch(entry).tarball))
  return entries
}

// What the loop itself costs: no tool can be faster.
function floor(bench) {
  const [cost] = compareCosts([{ command: ['/bin/true'], count: 50 }], bench.rounds, join(bench.work, 'true'))
  return { name: 'an empty process', costs: [{ tool: 'true', ...cost }] }
}

function onePackage(bench, { id, size, target, counts }, entries) {
  const { tarball, integrity } = toBatch(entries.find((entry) => entry.id === id))
  const call = [tarball, '{}', id, integrity]
  const commands = [
    { command: [cafsAdd, ...call], count: counts[0] },
    { command: [...peer('pnpm-cafs-add.mjs'), ...call], count: counts[1] },
  ]
  return compared(`${id} (${size})`, commands, ['cafs-add', 'Node script'], target, bench)
}

function whole(bench, entries) {
  const list = join(bench.work, 'list')
  writeJsonLines(list, entries.map(toBatch))
  const commands = [
    { command: [cafs, 'add', '--store', '{}', '--batch', list], count: 1 },
    { command: [...peer('pnpm-cafs-add-all.mjs'), '{}', list], count: 1 },
  ]
  return compared(`${entries.length} packages`, commands, ['cafs add', 'Node script'], corpusTarget, bench)
}

function compared(name, commands, tools, target, bench) {
  const out = join(bench.work, name.replace(/\W+/g, '-'))
  const costs = compareCosts(commands, bench.rounds, out).map((cost, at) => ({ tool: tools[at], ...cost }))
  return { name, costs, ratio: costs[1].wall / costs[0].wall, target }
}

function toRows({ name, costs, ratio, target }) {
  return costs.map(({ tool, wall, user, sys, rss }, at) => [
    at === 0 ? name : '',
    tool,
    ...[wall, user, sys].map((seconds) => (seconds * 1000).toFixed(1)),
    rss.toFixed(0),
    at === 0 && ratio ? `${ratio.toFixed(1)}x` : '',
    at === 0 && target ? `${target}x` : '',
  ])
}
