// The wait of a build after a change of a source file: for pnpm, which installs the corpus' project offline from a
// store in place or from a copy of it, or for a hook that puts ready node_modules there.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { runOnce } from '../../scripts/lib/timing.mjs'
import { atMost, timesLess } from '../lib/compare.mjs'
import { batchLine, unpackedSize } from '../lib/corpus.mjs'
import { measure } from '../lib/measure.mjs'
import { projectOf } from '../lib/project.mjs'
import { cafs, peer, pnpms } from '../lib/tools.mjs'

export const title = 'node_modules of a build, after a change of a source file'

const ours = 'in place, by cafsConfigHook'
const copied = 'from a copy, as by pnpmConfigHook'
const linked = 'those of mkNodeModules, by cafsModulesHook'
const taken = 'the same, copied'
const note = 'The copy is made by cp -Tr, as of an unpacked store; newer stores of nixpkgs are packed, and are unpacked ' +
  'by tar and zstd.'
const [version, pnpm] = Object.entries(pnpms)[0]

/** The space for a round: a store and a tree, three installed or copied trees, and a copy of the store. */
export function space({ packages }) {
  const whole = 1.1 * unpackedSize(packages)
  return { inputs: 2 * whole, outputs: 5 * whole, largest: 2 * whole }
}

export async function run(bench) {
  const { work, disk, rounds, corpus } = bench
  const store = join(disk.inputs, 'installed-from')
  const tree = join(disk.inputs, 'node-modules')
  const left = []
  const project = join(work, 'install-project')
  await projectOf(corpus.lockfile, project, (what) => left.push(what))
  const prepare = ['bash', '-c', 'mkdir -p "$1/home" && cp -r "$2" "$1/project"', 'bash', '{}', project]
  const path = `PATH=${pathWithPnpm(work)}:${process.env.PATH}`
  const tools = [
    { name: ours, prepare, command: ['env', path, peer('install-in-place'), '{}', store] },
    { name: copied, prepare, command: ['env', path, peer('install-by-copy'), '{}', store] },
    { name: linked, prepare, command: [peer('modules-in-place'), '{}', tree] },
    { name: taken, prepare, command: [peer('modules-in-place'), '{}', tree, 'copy'] },
  ]
  const inputs = () => fill({ store, tree, project }, bench)
  const rows = measure('install', tools, { disk, rounds, space: space(corpus), inputs })
  const groups = [{ name: `${version}, the lockfile's project`, rows }]
  const comparisons = [...timesLess(rows, ours, copied), ...timesLess(rows, linked, ours), ...atMost(rows, linked, 300)]
  return { groups, comparisons, notes: [note, ...left.map((one) => `The lockfile: ${one}.`)] }
}

/** Makes a store and node_modules that are read-only like those in /nix/store. */
function fill({ store, tree, project }, { work, corpus }) {
  const list = join(work, 'install.list')
  writeJsonLines(list, corpus.packages.map(batchLine))
  runOnce([cafs, 'add', '--store', store, '--batch', list], join(work, 'filled'))
  const facts = join(tree, 'nix-support/node-modules.json')
  runOnce([cafs, 'link', '--project', project, '--store', store, '--output', tree, '--import', 'copy', '--report', facts], work)
  execFileSync('chmod', ['-R', 'a-w', store, tree])
}

/** A directory with a `pnpm`, as a hook finds it. */
function pathWithPnpm(work) {
  const directory = join(work, 'bin')
  mkdirSync(directory)
  writeFileSync(join(directory, 'pnpm'), `#!/bin/sh\nexec '${pnpm.join("' '")}' "$@"\n`, { mode: 0o755 })
  return directory
}
