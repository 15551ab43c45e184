// The measurements of bench/merge.
import { readdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandLine, runCommand } from '../scripts/lib/command.mjs'
import { npmConfig, registriesOf } from '../scripts/lib/npm-config.mjs'
import { planOf } from '../scripts/lib/plan.mjs'
import { storeFiles } from '../scripts/lib/stores.mjs'
import { table } from '../scripts/lib/table.mjs'
import { ensureTarballs, toBatch } from '../scripts/lib/tarball-cache.mjs'
import { temporaryDirectory } from '../scripts/lib/temporary.mjs'
import { compareCosts } from '../scripts/lib/timing.mjs'
import { cafs, cafsAdd, runTool } from '../scripts/lib/tools.mjs'
import { machine } from './machine.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const loop = join(root, 'bench/peer/merge-loop')
const jobs = String(availableParallelism())

const options = {
  quick: { type: 'boolean' },
  corpus: { type: 'string', default: join(root, 'examples/app/pnpm-lock.yaml') },
  dir: { type: 'string', default: tmpdir() },
  json: { type: 'string' },
}
const usage = 'bench/merge [--quick] [--corpus LOCKFILE] [--dir DIR] [--json FILE] | --symlink-sizes [DIR]'

await runCommand('bench/merge', usage, async () => {
  const { values } = commandLine(options, 0)
  const work = temporaryDirectory('bench', resolve(values.dir))
  const list = await fragments(work, resolve(values.corpus))
  const links = bareLinks(work)
  const fast = [
    ['cafs merge', [cafs, 'merge', '--store', '{}', '--from', list]],
    ['bare link() calls', [process.env.CAFS_PLACEMENTS, 'link', links.list, '{}', jobs]],
    ['cafs merge, one thread', [cafs, 'merge', '--jobs', '1', '--store', '{}', '--from', list]],
    ['bare link() calls, one thread', [process.env.CAFS_PLACEMENTS, 'link', links.list, '{}', '1']],
    ['cafs merge --link copy', [cafs, 'merge', '--link', 'copy', '--store', '{}', '--from', list]],
    ['cafs merge --link symlink', [cafs, 'merge', '--link', 'symlink', '--store', '{}', '--from', list]],
  ]
  const slow = [
    ['loop of cp -rn, and chmod', [loop, 'copy', '{}', list]],
    ['loop of cp -aln', [loop, 'link', '{}', list]],
    ...(values.quick ? [] : [['loop of rsync --link-dest', [loop, 'rsync', '{}', list]]]),
  ]
  const rounds = values.quick ? 3 : 5
  const costs = [...measured(fast, rounds, join(work, 'fast')), ...measured(slow, 1, join(work, 'slow'))]
  print(costs, { links, rounds, dir: values.dir })
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine: machine(), costs }, null, 2)}\n`)
})

/** Makes a fragment of each package, and a list of them. */
async function fragments(work, lockfile) {
  const directory = dirname(lockfile)
  const { entries } = await planOf(lockfile, { registries: registriesOf(npmConfig(directory)) })
  await ensureTarballs(entries, directory)
  const paths = entries.map((entry, at) => {
    const { tarball, id, integrity } = toBatch(entry)
    runTool(cafsAdd, [tarball, join(work, 'fragments', String(at)), id, integrity])
    return join(work, 'fragments', String(at))
  })
  writeFileSync(join(work, 'list'), `${paths.join('\n')}\n`)
  return join(work, 'list')
}

/** What link() has to be called for: each distinct content file, once. */
function bareLinks(work) {
  const sources = new Map()
  for (const fragment of readdirSync(join(work, 'fragments'))) {
    const directory = join(work, 'fragments', fragment)
    for (const path of storeFiles(directory)) {
      if (path.startsWith('files/')) sources.set(path, join(directory, 'v10', path))
    }
  }
  const list = join(work, 'links')
  writeFileSync(list, [...sources].map(([path, source]) => `${source}\t${path}\n`).join(''))
  return { list, count: sources.size }
}

function measured(tools, rounds, out) {
  const commands = tools.map(([, command]) => ({ command, count: 1 }))
  return compareCosts(commands, rounds, out).map((cost, at) => ({ tool: tools[at][0], ...cost }))
}

function print(costs, { links, rounds, dir }) {
  const [ours, bare] = costs
  console.log(`${machine()}; medians of ${rounds} rounds, loops once; page cache warm, in ${dir}`)
  console.log(`${links.count} distinct content files, ${jobs} threads`)
  const rows = costs.map(({ tool, wall, user, sys, rss }) => [
    tool,
    ...[wall, user, sys].map((seconds) => (seconds * 1000).toFixed(0)),
    rss.toFixed(0),
    `${(wall / ours.wall).toFixed(2)}x`,
  ])
  console.log(table([['tool', 'wall ms', 'user ms', 'sys ms', 'MiB', 'of cafs merge'], ...rows]))
  const loopCost = costs.find(({ tool }) => tool.includes('cp -rn'))
  const perFile = (ours.rss * 1024 * 1024) / links.count
  console.log(`${(loopCost.wall / ours.wall).toFixed(1)} times less than the loop (target: 10), ` +
    `${(ours.wall / bare.wall).toFixed(2)} times the bare calls (target: 1.3), ` +
    `${perFile.toFixed(0)} bytes of memory for each distinct file (target: 300)`)
}
