// Tries one project with one pnpm: compares its node_modules by pnpm and by `cafs link`, and has pnpm accept ours.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { acceptance } from './acceptance.mjs'
import { cutBytes, withoutState } from './excepted.mjs'
import { alone } from './lock.mjs'
import { nodeVersion, pnpms, runPnpm, storeOf } from './pnpms.mjs'
import { differencesOf, textDifference, recordOf, stampsOf } from './record.mjs'
import { install, warm } from './warm.mjs'

/** { differences, notes } of a project, laid out by pnpm `major` and by us at the same place. */
export async function tryProject(project, major, keep) {
  const work = temporaryDirectory('link')
  const context = { project, major, directory: join(work, 'project'), theirs: join(work, 'pnpm'), home: join(work, 'home'), notes: [] }
  mkdirSync(context.home)
  try {
    const differences = await alone(`${storeOf(major)}.lock`, () => tried(context))
    if (keep && differences.length > 0) keepTrees(work, join(keep, `${project.name.replaceAll('/', '-')}-${major}`))
    return { differences, notes: context.notes }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function tried(context) {
  await warm(context)
  await fresh(context)
  const sources = recordOf(context.directory)
  await install(context, ['--offline'])
  const expected = recordOf(context.directory, cutBytes)
  renameSync(context.directory, context.theirs)
  await fresh(context)
  const differences = [...link(context), ...compare(context, sources, expected)]
  return [...differences, ...await acceptance(context)]
}

/** Writes the project as it is before anything is installed. */
export async function fresh({ project, major, directory, notes }) {
  const note = (line) => notes.includes(line) || notes.push(line)
  mkdirSync(directory)
  await project.write(directory, major, note)
}

/** Runs `cafs link`, and gives a line for each change of the store, of which there should be none. */
function link({ project, major, directory }) {
  const store = join(storeOf(major), pnpms[major].layout)
  const before = stampsOf(store)
  const args = ['--project', directory, '--store', store, '--pnpm', major, '--node', nodeVersion.replace(/^v/, '')]
  runTool(cafs, ['link', ...args, ...(project.linkArgs ?? project.args ?? [])])
  return differencesOf(before, stampsOf(store), ['before', 'after']).map((line) => `store: ${line}`)
}

// Entries that were there before have to be unchanged, and new ones have to be as pnpm made them.
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

// For a file that both have, the differing lines say more than a digest. Both are kept in their present form.
function withText(line, { theirs, directory }) {
  const [, path] = /^(?!missing |unexpected )(.*?): pnpm file \d+ .*, cafs file/.exec(line) ?? []
  if (!path) return line
  for (const [name, root] of [['pnpm', theirs], ['cafs', directory]]) cpSync(join(root, path), join(dirname(directory), 'differing', name, path))
  const [before, after] = [theirs, directory].map((root) => cutBytes(path, readFileSync(join(root, path))))
  return before.equals(after) ? line : `${path}${textDifference(before, after)}${modesOf(line)}`
}

function modesOf(line) {
  const [, before, after] = /pnpm file (\d+) .*, cafs file (\d+)/.exec(line)
  return before === after ? '' : `; modes ${before} / ${after}`
}

// Trees are large, so they are moved if possible. By now pnpm has installed over ours: `differing` has the old files.
function keepTrees(work, to) {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(dirname(to), { recursive: true })
  execFileSync('mv', [work, to])
}
