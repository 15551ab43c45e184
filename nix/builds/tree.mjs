// node_modules of which some packages may be changed: these, and all that find them, are copies, the others links to
// the directories of another tree.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const virtualStore = 'node_modules/.pnpm'

/** The directory in .pnpm of a path in the tree. */
export const slotOf = (path) => relative(virtualStore, path).split('/')[0]

/** Entries that are links, here and below scopes. */
function linksIn(directory) {
  const entries = readdirSync(directory, { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = `${directory}/${entry.name}`
    if (entry.isSymbolicLink()) return [path]
    return entry.name.startsWith('@') ? linksIn(path) : []
  })
}

/** Packages in a node_modules that are no links. */
function packagesIn(directory) {
  const isPackage = (entry) => entry.isDirectory() && entry.name !== '.bin'
  const entries = readdirSync(directory, { withFileTypes: true }).filter(isPackage)
  return entries.flatMap(({ name }) => {
    return name.startsWith('@') ? packagesIn(`${directory}/${name}`) : [`${directory}/${name}`]
  })
}

/** Links of a directory in .pnpm: beside its package, and in that, to another of the same name. */
function linksOf(slot) {
  const modules = `${slot}/node_modules`
  const isModules = (entry) => entry.name === 'node_modules' && entry.isDirectory()
  const inner = packagesIn(modules).flatMap((one) => {
    const hasOwn = readdirSync(one, { withFileTypes: true }).some(isModules)
    return hasOwn ? linksIn(`${one}/node_modules`) : []
  })
  return [...linksIn(modules), ...inner]
}

/** What depends on what: { slot: the slots that it links to }. */
function graphOf(tree) {
  const root = `${tree}/${virtualStore}`
  const isSlot = (entry) => entry.isDirectory() && entry.name !== 'node_modules'
  const slots = readdirSync(root, { withFileTypes: true }).filter(isSlot)
  const childOf = (link) => slotOf(relative(tree, join(dirname(link), readlinkSync(link))))
  return new Map(slots.map(({ name }) => [name, new Set(linksOf(`${root}/${name}`).map(childOf))]))
}

/**
 * Which slots are copied: those that are built, what reaches them, and what only copies depend on, so that a script may
 * link to it, or change it.
 */
function copiedOf(graph, built) {
  const parents = new Map([...graph.keys()].map((slot) => [slot, []]))
  for (const [slot, children] of graph) for (const child of children) parents.get(child)?.push(slot)
  const copied = new Set()
  const reach = (slot) => {
    if (copied.has(slot)) return
    copied.add(slot)
    parents.get(slot).forEach(reach)
  }
  built.forEach(reach)
  for (const child of built.flatMap((slot) => [...graph.get(slot)])) {
    if (parents.get(child)?.every((slot) => copied.has(slot))) copied.add(child)
  }
  return copied
}

function copy(paths, to) {
  mkdirSync(to, { recursive: true })
  const most = 1000 // a command line has room for some thousands
  for (let i = 0; i < paths.length; i += most) execFileSync('cp', ['-RP', ...paths.slice(i, i + most), `${to}/`])
}

function children(directory, except) {
  const names = readdirSync(directory).filter((name) => name !== except)
  return names.map((name) => `${directory}/${name}`)
}

/** All directories .bin that are no part of a package's files. */
function binsOf(out, copied) {
  const isModules = ['-name', 'node_modules', '-type', 'd', '-print', '-prune']
  const projects = `${execFileSync('find', [out, '-name', '.pnpm', '-prune', '-o', ...isModules])}`.trim().split('\n')
  const packages = [...copied].flatMap((slot) => packagesIn(`${out}/${virtualStore}/${slot}/node_modules`))
  const modules = [...projects, `${out}/${virtualStore}/node_modules`, ...packages.map((one) => `${one}/node_modules`)]
  return modules.map((directory) => `${directory}/.bin`)
}

const filesIn = (directory) => {
  try {
    return readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile())
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}

/** Shims name this tree, and a shell that is there. */
function mendShims(tree, out, copied) {
  const shell = process.env.SHELL
  for (const directory of binsOf(out, copied)) {
    for (const { name } of filesIn(directory)) {
      const path = `${directory}/${name}`
      const text = readFileSync(path, 'utf8')
      if (!text.startsWith('#!/bin/sh\n')) continue
      writeFileSync(path, `#!${shell}\n${text.slice(10)}`.replaceAll(`${tree}/`, `${out}/`))
    }
  }
}

/** Makes `out` the tree in which packages, of `cafs link --report`, may be built. */
export function copyTree(tree, out, packages) {
  const outside = packages.find(({ directory }) => !directory.startsWith(`${virtualStore}/`))
  const why = `virtual-store-dir is set, but only packages in ${virtualStore} can be built`
  if (outside) throw new Error(`${outside.directory}: ${why}`)
  copy(children(tree, 'node_modules'), out)
  if (packages.length > 0) copyModules(tree, out, packages)
  else if (existsSync(`${tree}/node_modules`)) linkModules(tree, out)
  execFileSync('chmod', ['-R', 'u+w', out])
}

function linkModules(tree, out) {
  copy(children(`${tree}/node_modules`, '.pnpm'), `${out}/node_modules`)
  symlinkSync(`${tree}/${virtualStore}`, `${out}/${virtualStore}`)
}

function copyModules(tree, out, packages) {
  const graph = graphOf(tree)
  const copied = copiedOf(graph, packages.map(({ directory }) => slotOf(directory)))
  const isLink = (path) => graph.has(path.split('/').pop()) && !copied.has(path.split('/').pop())
  const slots = children(`${tree}/${virtualStore}`)
  copy(children(`${tree}/node_modules`, '.pnpm'), `${out}/node_modules`)
  copy(slots.filter((path) => !isLink(path)), `${out}/${virtualStore}`)
  execFileSync('chmod', ['-R', 'u+w', out])
  for (const path of slots.filter(isLink)) symlinkSync(path, `${out}/${relative(tree, path)}`)
  mendShims(tree, out, copied)
}

function change(path, what, indent) {
  const state = JSON.parse(readFileSync(path))
  what(state)
  writeFileSync(path, JSON.stringify(state, null, indent))
}

/** Has nobody say that scripts of these packages did not run. */
export function forgetPending(out, keys) {
  if (keys.size === 0) return
  const forget = (keyOf) => (state) => {
    state.pendingBuilds = state.pendingBuilds.filter((one) => !keys.has(keyOf(one)))
  }
  change(`${out}/node_modules/.modules.yaml`, forget((id) => id), 2)
  change(`${out}/nix-support/node-modules.json`, forget(({ key }) => key))
}
