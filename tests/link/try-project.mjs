// One project and one pnpm: its node_modules by pnpm, by `cafs link`, and what pnpm says of the latter.
import { cpSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { acceptance } from './acceptance.mjs'
import { cutBytes, withoutState } from './excepted.mjs'
import { nodeVersion, pnpms, runPnpm, storeOf } from './pnpms.mjs'
import { differencesOf, firstDifference, recordOf, stampsOf } from './record.mjs'
import { install, warm } from './warm.mjs'

/** { differences, notes } of a project, laid out by pnpm `major` and by us at the same place. */
export async function tryProject(project, major, keep) {
  const work = temporaryDirectory('link')
  const context = { project, major, directory: join(work, 'project'), theirs: join(work, 'pnpm'), home: join(work, 'home'), notes: [] }
  mkdirSync(context.home)
  await warm(context)
  await fresh(context)
  const sources = recordOf(context.directory)
  await install(context, ['--offline'])
  const expected = recordOf(context.directory, cutBytes)
  renameSync(context.directory, context.theirs)
  await fresh(context)
  const differences = [...link(context), ...compare(context, sources, expected)]
  if (keep && differences.length > 0) keepTrees(work, join(keep, `${project.name.replaceAll('/', '-')}-${major}`))
  differences.push(...await acceptance(context))
  return { differences, notes: context.notes }
}

/** The project as it is before anything is installed. */
export async function fresh({ project, major, directory, notes }) {
  const note = (line) => notes.includes(line) || notes.push(line)
  mkdirSync(directory)
  await project.write(directory, major, note)
}

/** Runs `cafs link`, and says what it did to the store, which is nothing. */
function link({ project, major, directory }) {
  const store = join(storeOf(major), pnpms[major].layout)
  const before = stampsOf(store)
  const args = ['--project', directory, '--store', store, '--pnpm', major, '--node', nodeVersion.replace(/^v/, '')]
  runTool(cafs, ['link', ...args, ...(project.args ?? [])])
  return differencesOf(before, stampsOf(store), ['before', 'after']).map((line) => `store: ${line}`)
}

// What was there before is to be as it was, and what is new as pnpm made it.
function compare(context, sources, expected) {
  const [plain, actual] = [recordOf(context.directory), recordOf(context.directory, cutBytes)]
  const made = (record) => withoutState(new Map([...record].filter(([path]) => !sources.has(path))))
  const kept = (record) => new Map([...record].filter(([path]) => sources.has(path)))
  const theirs = differencesOf(sources, kept(recordOf(context.theirs)), ['before', 'after'])
  context.changedSources = theirs.map((line) => line.split(': ')[0])
  if (theirs.length > 0) context.notes.push(`pnpm itself changes ${theirs.length} sources: ${theirs[0]}`)
  return [
    ...differencesOf(sources, kept(plain), ['before', 'after']).map((line) => `source: ${line}`),
    ...differencesOf(made(expected), made(actual)).map((line) => withText(line, context)),
  ]
}

// Of a file that both have, the first line that differs says more than a digest.
function withText(line, { theirs, directory }) {
  const [, path] = /^(?!missing |unexpected )(.*?): pnpm file \d+ .*, cafs file/.exec(line) ?? []
  if (!path) return line
  const [before, after] = [theirs, directory].map((root) => cutBytes(path, readFileSync(join(root, path))))
  return before.equals(after) ? line : `${path}${firstDifference(before, after)}${modesOf(line)}`
}

function modesOf(line) {
  const [, before, after] = /pnpm file (\d+) .*, cafs file (\d+)/.exec(line)
  return before === after ? '' : `; modes ${before} / ${after}`
}

function keepTrees(work, to) {
  cpSync(work, to, { recursive: true, verbatimSymlinks: true, force: true })
}
