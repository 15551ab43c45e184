// Whether the real pnpm takes a node_modules that `cafs link` made for its own.
import { renameSync } from 'node:fs'
import { cutBytes, isState } from './excepted.mjs'
import { runPnpm } from './pnpms.mjs'
import { differencesOf, recordOf, stampsOf } from './record.mjs'
import { install } from './warm.mjs'

/** One line for each thing that pnpm does not do as in a tree of its own. */
export async function acceptance(context) {
  const found = context.project.script ? await script(context, context.project.script) : []
  const ours = await secondInstall(context)
  if (saysNothingToDo(ours.said) && ours.lines.length === 0) return found
  const usual = await inTheirs(context)
  const known = new Set([...usual.lines.map(pathOf), ...context.changedSources])
  const said = saysNothingToDo(ours.said) || !saysNothingToDo(usual.said) ? [] : [`install after cafs link: ${lastOf(ours.said)}`]
  const [first] = usual.lines
  if (first) context.notes.push(`a second install changes ${usual.lines.length} entries in pnpm's own tree, too: ${first}`)
  return [...found, ...said, ...ours.lines.filter((line) => !known.has(pathOf(line)))]
}

const pathOf = (line) => line.split(': ')[1]

/** What a second install by pnpm says, and what files of packages it touches, or entries it changes. */
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

// The same in the tree that pnpm made, at the place where it was made.
async function inTheirs(context) {
  const aside = `${context.directory}.aside`
  renameSync(context.directory, aside)
  renameSync(context.theirs, context.directory)
  const usual = await secondInstall(context)
  renameSync(context.directory, context.theirs)
  renameSync(aside, context.directory)
  return usual
}

// pnpm 12 does not say so where the lockfile is frozen; it says what it adds.
function saysNothingToDo(said) {
  return /already up.to.date/i.test(said) || (/lockfile is up to date/i.test(said) && !/Packages: |added [1-9]/.test(said))
}

const lastOf = (said) => said.trim().split('\n').slice(-3).join(' | ')

const everything = ({ directory }) => new Map([...recordOf(directory, cutBytes)].filter(([path]) => !isState(path)))

const packageFiles = ({ directory }) =>
  new Map([...stampsOf(directory)].filter(([path, line]) => isOfPackage(path) && line.startsWith('file')))

const isOfPackage = (path) => /(^|\/)\.pnpm\/[^/]+\/node_modules\//.test(path)

/** A script of the project that uses a command. `script`: [arguments of pnpm, what it prints] */
async function script({ major, directory, home }, [args, wanted]) {
  const said = await runPnpm(major, args, { cwd: directory, home }).catch(({ message }) => message)
  return said.includes(wanted) ? [] : [`pnpm ${args.join(' ')}: ${lastOf(said)}`]
}
