// Lockfiles at the size of a monorepo, with a registry that has their packages, and a function that runs a script with
// them in Nix.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { thisPlatform } from '../../scripts/lib/platform.mjs'
import { batchLine } from './corpus.mjs'
import { registryOf } from './fetching.mjs'
import { serveDirectory } from './nginx.mjs'
import { root } from './tools.mjs'

const enlarged = join(root, 'bench/enlarged.mjs')

/** { skipped } if Nix' sandbox cannot see the disk. */
function unseen({ disk }) {
  if (!disk.path.startsWith('/dev/')) return undefined
  return { skipped: ['a store below /dev is not seen in Nix’ sandbox, which has a /dev of its own: take another --dir'] }
}

/** { lockfile, packages, directory } of the corpus: the number of packages, and a directory with them as a registry. */
function lockfileOfCorpus({ corpus: { lockfile, packages }, work }) {
  return { lockfile, packages: packages.length, directory: registryOf(packages, mkdtempSync(join(work, 'of-corpus-'))) }
}

/** The same for a lockfile of `size` packages: those of the corpus for this platform, repeated with other content. */
function lockfileOfSize({ corpus, disk, work }, size) {
  const { entries } = planOf(corpus.lockfile, { registries: { default: 'http://registry.invalid/' }, platform: thisPlatform() })
  const ids = new Set(entries.map(({ id }) => id))
  const list = join(work, 'of-platform')
  writeJsonLines(list, corpus.packages.filter(({ id }) => ids.has(id)).map(batchLine))
  const directory = join(disk.inputs, `registry-of-${size}`)
  const lockfile = join(work, `lockfile-of-${size}`)
  const command = [enlarged, corpus.lockfile, String(size), list, directory]
  writeFileSync(lockfile, execFileSync(process.execPath, command, { maxBuffer: 1 << 28 }))
  return { lockfile, packages: size, directory }
}

/**
 * The lines that a script prints, split at tabs. `args` makes the script's arguments from the address of the registry.
 */
export async function inNix(script, args, { disk, work }, { packages, directory }) {
  const place = join(disk.path, `monorepo-${packages}`)
  const server = await serveDirectory(directory, mkdirAt(join(work, `server-${packages}`)))
  const env = { ...process.env, TMPDIR: mkdirAt(place) }
  const child = spawnSync(script, args(server.address), { env, encoding: 'utf8', maxBuffer: 1 << 28 })
  server.close()
  disk.discard(place)
  if (child.status !== 0) throw new Error(child.stderr.trim().split('\n').pop() || `${script} exited with ${child.status}`)
  return child.stdout.trim().split('\n').map((line) => line.split('\t'))
}

/**
 * The results of a part for one round with the corpus' lockfile and with one of 3,000 packages. `measured` gives the
 * cases of a lockfile, each { name, packages, cells }; `names` has their names in the tables; `space` is for all cases.
 */
export async function ofTwoSizes(bench, space, names, measured) {
  if (unseen(bench)) return unseen(bench)
  execFileSync(join(root, 'scripts/setup'), ['nix'], { stdio: ['ignore', 'ignore', 'inherit'] })
  bench.disk.begin(space)
  const lockfiles = [lockfileOfCorpus(bench), lockfileOfSize(bench, 3000)]
  const cases = []
  for (const lockfile of lockfiles) cases.push(...(await measured(lockfile)))
  bench.disk.end()
  return { cases, tables: lockfiles.map(({ packages }) => tableOf(cases, packages, names)) }
}

function tableOf(cases, packages, names) {
  const head = ['s', 'processor s', 'Nix MiB', 'new on disk, MiB']
  const cellsOf = ({ name, cells }) => [names[name], ...head.map((_, at) => cells[at] ?? '')]
  return [[`${packages} packages`, ...head], ...cases.filter((item) => item.packages === packages).map(cellsOf)]
}

function mkdirAt(path) {
  mkdirSync(path, { recursive: true })
  return path
}
