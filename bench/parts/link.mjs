// The node_modules of the lockfile's workspace: laid out by cafs, by each pnpm, and by the system calls alone. Facts
// about the projects that the lockfile does not have are made up.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from '../../scripts/lib/generated-workspace.mjs'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { runOnce } from '../../scripts/lib/timing.mjs'
import { atMost, shareOf, timesLess } from '../lib/compare.mjs'
import { batchLine, unpackedSize } from '../lib/corpus.mjs'
import { serveCorpus } from '../lib/fetching.mjs'
import { measure } from '../lib/measure.mjs'
import { writeRepeated } from '../lib/repeated.mjs'
import { cafs, jobs, native, newNode, peer, pnpms } from '../lib/tools.mjs'
import { countsOf, treeList } from '../lib/tree-list.mjs'

export const title = 'node_modules from a store'

const methods = ['hardlink', 'copy']
const again = 'nothing to do'
const count = 3000
const large = `cafs link --pnpm 12, nothing to do for ${count} packages`
const floor = (method) => `the floor, ${method}: mkdir, symlink, ${method === 'copy' ? 'copy' : 'link'}`
const ours = (major, what) => `cafs link --pnpm ${major}, ${what}`
const theirs = (name, what) => `${name}, ${what}`
const targets = { 10: { hardlink: 12, copy: 5 }, 11: { hardlink: 12, copy: 5 }, 12: { hardlink: 4, copy: 1.8 } }
const note = 'pnpm installs offline, with the lockfile frozen and without scripts, from the store that it has fetched itself.'

const peers = Object.entries(pnpms).map(([name, command]) => {
  const major = name.replace(/^pnpm (\d+).*/, '$1')
  return { name, command, major, layout: major === '10' ? 'v10' : 'v11' }
})

/** The space for a round: stores and reference trees as inputs, then the trees that tools make of copies. */
export function space({ packages }) {
  const whole = 1.1 * unpackedSize(packages)
  return { inputs: 6 * whole, outputs: 8 * whole + 1e9, largest: whole }
}

export async function run(bench) {
  const { work, disk, rounds, corpus } = bench
  const left = []
  const project = await projectOf(corpus, work, left)
  const served = await serveCorpus(corpus, work)
  const lines = await largeProject(corpus, join(work, 'large-project'))
  const context = { work, project, lines, fetched: served.project, at: (name) => join(disk.inputs, name) }
  let counts
  try {
    const inputs = () => (counts = prepare(context))
    const rows = measure('link', tools(context), { disk, rounds, space: space(corpus), inputs })
    const name = `${counts.directories} directories, ${counts.links} links, ${counts.files} files, ${jobs} threads`
    const notes = [note, ...left.map((one) => `The lockfile: ${one}.`)]
    return { groups: [{ name, rows }], comparisons: compared(rows), notes }
  } finally {
    served.close()
  }
}

async function projectOf({ lockfile }, work, left) {
  const project = join(work, 'link-project')
  mkdirSync(project)
  await generate(lockfile, project, (what) => left.push(what))
  return project
}

/** Writes a project of many packages, and gives the batch lines for its store. */
async function largeProject({ lockfile, packages }, root) {
  mkdirSync(root)
  return writeRepeated(lockfile, count, root, packages.map(batchLine))
}

/** Makes the stores, the lists of the entries of trees, and the large project with its tree. */
function prepare(context) {
  prepareLarge(context)
  for (const { command, major } of peers) {
    runOnce([peer('pnpm-fetch'), context.at(`fetched-${major}`), context.fetched, ...command], context.work)
  }
  const counts = methods.map((method) => {
    const tree = context.at(`reference-${method}`)
    runOnce(startOf(context, tree), context.work)
    runOnce(linkCommand(context, '12', method, tree), context.work)
    const list = treeList(join(tree, 'project'), join(storeOf(context, '12'), 'v11'), { copies: method === 'copy' })
    writeFileSync(listOf(context, method), list)
    return countsOf(list)
  })
  return counts[0]
}

function prepareLarge({ work, lines, at }) {
  const list = join(work, 'large.list')
  writeJsonLines(list, lines)
  runOnce(['cp', '-r', join(work, 'large-project'), at('large')], work)
  runOnce([cafs, 'add', '--store-version', 'v11', '--store', at('large-store'), '--batch', list], work)
  runOnce(largeCommand({ at }), work)
}

const largeCommand = ({ at }) => [cafs, 'link', '--project', at('large'), '--store', at('large-store'), '--pnpm', '12']
const storeOf = (context, major) => context.at(`fetched-${major}/store`)
const listOf = ({ work }, method) => join(work, `link-${method}.list`)
const startOf = ({ project }, out) => ['bash', '-c', 'mkdir -p "$1" && cp -r "$2" "$1/project"', 'bash', out, project]
const nodeVersion = execFileSync(newNode, ['--version'], { encoding: 'utf8' }).trim()

function linkCommand(context, major, method, out) {
  const how = ['--pnpm', major, '--import', method, '--node', nodeVersion]
  return [cafs, 'link', '--project', `${out}/project`, '--store', storeOf(context, major), ...how]
}

function installCommand(context, { command, major }, method) {
  const path = `PATH=${join(newNode, '..')}:${process.env.PATH}`
  return ['env', path, peer('pnpm-install'), '{}', storeOf(context, major), method, ...command]
}

/**
 * Tools that are compared are neighbours, because a machine gets slower while its memory fills up: each pnpm is beside
 * cafs, and the floor is beside both. The runs with nothing to do have just laid out the tree.
 */
function tools(context) {
  const start = startOf(context, '{}')
  const floors = ({ major }, method) => {
    const command = [native('tree'), listOf(context, method), '{}/project', jobs]
    return major === '12' ? [{ name: floor(method), prepare: start, command }] : []
  }
  return [{ name: large, command: largeCommand(context) }, ...peers.flatMap((one) => {
    const commands = (method) => [linkCommand(context, one.major, method, '{}'), installCommand(context, one, method)]
    const names = (what) => [ours(one.major, what), theirs(one.name, what)]
    const fresh = methods.flatMap((method) => {
      return [...floors(one, method), ...pairs(names(method), commands(method), () => start)]
    })
    return [...fresh, ...pairs(names(again), commands('hardlink'), (command) => inTurn(start, command))]
  })]
}

const pairs = (names, commands, prepare) => names.map((name, at) => {
  return { name, prepare: prepare(commands[at]), command: commands[at] }
})

const inTurn = (one, other) => ['bash', '-c', '"${@:2:$1}" && exec "${@:$1 + 2}"', 'bash', String(one.length), ...one, ...other]

function compared(rows) {
  return [
    ...peers.flatMap(({ name, major }) => methods.flatMap((method) => {
      return timesLess(rows, ours(major, method), theirs(name, method), { target: targets[major][method] })
    })),
    ...methods.flatMap((method) => shareOf(rows, ours('12', method), floor(method), { target: 1.4 })),
    ...peers.flatMap(({ name, major }) => timesLess(rows, ours(major, again), theirs(name, again))),
    ...atMost(rows, large, 50),
  ]
}
