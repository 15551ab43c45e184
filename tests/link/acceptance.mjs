// Whether the real pnpm accepts a node_modules by `cafs link` as its own.
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cutBytes, isState, withoutState } from './excepted.mjs'
import { runPnpm } from './pnpms.mjs'
import { differencesOf, recordOf, stampsOf } from './record.mjs'
import { install } from './warm.mjs'

/** One line for each way in which pnpm behaves otherwise than in a tree of its own. */
export async function acceptance(context) {
  const { script, commands = [] } = context.project
  const found = await repeated(context)
  // Only after an install by pnpm: before, `pnpm run` of 11 and 12 would install, for lack of notes of pnpm's last run.
  if (script) found.push(...await scriptRuns(context, script))
  for (const command of commands) found.push(...await sameEffects(context, command))
  return found
}

async function repeated(context) {
  context.hasNotes = notes(context.directory).length > 0
  const ours = await secondInstall(context)
  if (saysNothingToDo(ours.said) && ours.lines.length === 0) return []
  const usual = await inTheirs(context, secondInstall)
  const known = new Set([...usual.lines.map(pathOf), ...context.changedSources])
  const said = saysNothingToDo(ours.said) || !saysNothingToDo(usual.said) ? [] : [`install after cafs link: ${lastOf(ours.said)}`]
  const [first] = usual.lines
  if (first) context.notes.push(`a second install changes ${usual.lines.length} entries in pnpm's own tree, too: ${first}`)
  return [...said, ...ours.lines.filter((line) => !known.has(pathOf(line)) && !isCopyOfSource(context, line))]
}

// pnpm 10 makes hard links to files of local directories, cafs makes copies: pnpm copies the commands among them again.
const isCopyOfSource = ({ major }, line) =>
  major === '10' && /^touched [^:]*: node_modules\/\.pnpm\/(?![^/]*\.tgz)[^/]*@file\+[^/]*\//.test(line)

const pathOf = (line) => line.replace(/^[^:]*: (missing |unexpected )?/, '').split(': ')[0]

/** The output of a second install by pnpm, and lines for touched files of packages and for changed entries. */
async function secondInstall(context) {
  const [stamps, all] = [packageFiles(context), everything(context)]
  const said = await install(context, ['--offline']).catch(({ message }) => message)
  const touched = differencesOf(stamps, packageFiles(context), ['before', 'after'])
  const changed = differencesOf(all, everything(context), ['before', 'after'])
  return {
    said,
    lines: [...touched.map((line) => `touched by a second install: ${line}`), ...changed.map((line) => `changed by a second install: ${line}`)],
  }
}

// Does the work in the tree that pnpm made, at the place where it was made. If our tree has no notes of pnpm's last
// run, they are removed there, too.
async function inTheirs(context, work) {
  const aside = `${context.directory}.aside`
  renameSync(context.directory, aside)
  renameSync(context.theirs, context.directory)
  if (!context.hasNotes) for (const path of notes(context.directory)) rmSync(join(context.directory, path), { recursive: true, force: true })
  const result = await work(context)
  renameSync(context.directory, context.theirs)
  renameSync(aside, context.directory)
  return result
}

const notes = (directory) => [...stampsOf(directory).keys()].filter(isState)

// With a frozen lockfile pnpm 12 does not say that it is up to date, but it says what it adds.
function saysNothingToDo(said) {
  return /already up.to.date/i.test(said) || (/lockfile is up to date/i.test(said) && !/Packages: |added [1-9]/.test(said))
}

const lastOf = (said) => said.trim().split('\n').slice(-3).join(' | ')

const everything = ({ directory }) => withoutState(recordOf(directory, cutBytes))

const packageFiles = ({ directory }) =>
  new Map([...stampsOf(directory)].filter(([path, line]) => isOfPackage(path) && line.startsWith('file')))

const isOfPackage = (path) => /(^|\/)\.pnpm\/[^/]+\/node_modules\//.test(path)

/** Runs a script of the project that uses a command. `script`: [arguments of pnpm, expected output] */
async function scriptRuns({ major, directory, home }, [args, wanted]) {
  const said = await runPnpm(major, args, { cwd: directory, home }).catch(({ message }) => message)
  return said.includes(wanted) ? [] : [`pnpm ${args.join(' ')}: ${lastOf(said)}`]
}

// Checks that a command of pnpm leaves the same in both trees, and in the directory that it may make.
async function sameEffects(context, args) {
  const ours = await effects(context, args)
  const theirs = await inTheirs(context, () => effects(context, args))
  const differences = [...differencesOf(theirs.tree, ours.tree), ...differencesOf(theirs.made, ours.made)]
  if (ours.ended !== theirs.ended) differences.push(`ends with ${ours.ended}, in pnpm's own tree with ${theirs.ended}`)
  if (theirs.ended !== 'success') context.notes.push(`pnpm ${args.join(' ')} in pnpm's own tree: ${theirs.ended}`)
  return differences.map((line) => `after pnpm ${args.join(' ')}: ${line}`)
}

async function effects(context, args) {
  const made = `${context.directory}.made`
  mkdirSync(made)
  const told = args.map((argument) => argument.replace('MADE', join(made, 'directory')))
  const ended = await runPnpm(context.major, told, { cwd: context.directory, home: context.home }).then(() => 'success', ({ message }) => message)
  const result = { ended, tree: everything(context), made: withoutState(recordOf(made, cutBytes)) }
  rmSync(made, { recursive: true })
  return result
}
