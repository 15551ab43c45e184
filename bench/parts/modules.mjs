// node_modules by mkNodeModules and cafsModulesHook in Nix: from the tarballs, and what a build waits for after a change.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from '../../scripts/lib/timing.mjs'
import { unpackedSize } from '../lib/corpus.mjs'
import { inNix, ofTwoSizes } from '../lib/monorepo.mjs'
import { projectOf } from '../lib/project.mjs'

export const title = 'node_modules by mkNodeModules, and what a build waits for, in Nix’ sandbox'

const script = fileURLToPath(new URL('modules', import.meta.url))
const maxJobs = 4
const names = {
  prefetch: 'from nothing: the tarballs, by cafs-prefetch',
  store: 'then, the store',
  tree: 'then, node_modules of all projects',
  first: 'then, to the beginning of a build',
  source: 'the same after a change of a source file',
  package: 'the same after a change of a package',
  same: 'nothing changed',
  hook: 'of a build, cafsModulesHook alone',
}

/** Of the one round, whatever the number of others: two lockfiles, each fetched and stored once, with a tree. */
export function space({ packages }) {
  const all = unpackedSize(packages)
  return { inputs: 5 * all, outputs: 0, largest: 3 * all }
}

/** One round, in which a source file is changed five times. */
export async function run(bench) {
  const left = []
  const seen = await ofTwoSizes(bench, space(bench.corpus), names, (lockfile) => measured(bench, lockfile, left))
  if (seen.skipped) return seen
  const notes = [`max-jobs ${maxJobs}; of source file and hook medians.`, ...new Set(left)]
  return { ...seen, comparisons: comparisonsOf(seen.cases), notes }
}

async function measured(bench, lockfile, left) {
  const project = join(bench.work, `project-of-${lockfile.packages}`)
  await projectOf(lockfile.lockfile, project, (what) => left.push(`The lockfile: ${what}.`))
  const lines = await inNix(script, (address) => [project, address, String(maxJobs)], bench, lockfile)
  return Object.keys(names).map((name) => {
    const samples = lines.filter(([first]) => first === name).map(([, ...cells]) => cells.map(Number))
    const cells = samples[0].map((_, at) => String(median(samples.map((sample) => sample[at]))))
    return { name, packages: lockfile.packages, cells }
  })
}

/** After a change of a source file the hook may take 0.3 s. */
function comparisonsOf(cases) {
  return cases.filter(({ name }) => name === 'hook').map(({ packages, cells: [seconds] }) => {
    const value = Number(seconds)
    const what = `cafsModulesHook, ${packages} packages`
    return { what, against: 'the clock', value, text: `${seconds} s`, target: '≤ 0.3 s', met: value <= 0.3 }
  })
}
