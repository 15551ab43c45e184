// pnpm installing the corpus' project offline: from a store that is used in place, and from a copy of it.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { runOnce } from '../../scripts/lib/timing.mjs'
import { timesLess } from '../lib/compare.mjs'
import { batchLine, unpackedSize } from '../lib/corpus.mjs'
import { measure } from '../lib/measure.mjs'
import { cafs, peer, pnpms } from '../lib/tools.mjs'

export const title = 'pnpm install --offline from a read-only store'

const ours = 'in place, by cafsConfigHook'
const copied = 'from a copy, as by pnpmConfigHook'
const note = 'The copy is made by cp -Tr, as of an unpacked store; newer stores of nixpkgs are packed, and are unpacked ' +
  'by tar and zstd.'
const [version, pnpm] = Object.entries(pnpms)[0]

/** What a round writes: a store, what is installed twice, and a copy of the store. */
export function space({ packages }) {
  const whole = 1.1 * unpackedSize(packages)
  return { inputs: whole, outputs: 3 * whole, largest: 2 * whole }
}

export function run(bench) {
  const { work, disk, rounds, corpus } = bench
  if (!existsSync(join(dirname(corpus.lockfile), 'package.json'))) {
    return { skipped: [`there is no package.json beside ${corpus.lockfile}`] }
  }
  const store = join(disk.inputs, 'installed-from')
  const prepare = ['bash', '-c', 'mkdir -p "$1/home" && cp -r "$2" "$1/project"', 'bash', '{}', projectOf(corpus, work)]
  const path = `PATH=${pathWithPnpm(work)}:${process.env.PATH}`
  const tools = [
    { name: ours, prepare, command: ['env', path, peer('install-in-place'), '{}', store] },
    { name: copied, prepare, command: ['env', path, peer('install-by-copy'), '{}', store] },
  ]
  const rows = measure('install', tools, { disk, rounds, space: space(corpus), inputs: () => fill(store, bench) })
  const groups = [{ name: `${version}, the lockfile's project`, rows }]
  return { groups, comparisons: timesLess(rows, ours, copied), notes: [note] }
}

/** A store like one in /nix/store: nobody may write. */
function fill(store, { work, corpus }) {
  const list = join(work, 'install.list')
  writeJsonLines(list, corpus.packages.map(batchLine))
  runOnce([cafs, 'add', '--store', store, '--batch', list], join(work, 'filled'))
  execFileSync('chmod', ['-R', 'a-w', store])
}

function projectOf({ lockfile }, work) {
  const project = join(work, 'install-project')
  const filter = (path) => !['node_modules', 'dist', '.git'].includes(basename(path))
  cpSync(dirname(lockfile), project, { recursive: true, filter })
  cpSync(lockfile, join(project, 'pnpm-lock.yaml'))
  return project
}

/** A directory with a `pnpm`, as a hook finds it. */
function pathWithPnpm(work) {
  const directory = join(work, 'bin')
  mkdirSync(directory)
  writeFileSync(join(directory, 'pnpm'), `#!/bin/sh\nexec '${pnpm.join("' '")}' "$@"\n`, { mode: 0o755 })
  return directory
}
