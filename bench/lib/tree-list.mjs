// Lists the entries of a node_modules for bench/native/tree, which makes it again by the necessary system calls alone.
import { lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The lines of the node_modules in the project `root`. Files that are hard links to files of `store`, a directory like
 * v11, become links again, others copies of themselves. With `copies`, the former become copies of the store's files.
 */
export function treeList(root, store, { copies = false } = {}) {
  const sources = sourcesByInode(store)
  const lines = (path) => linesOf(root, path, { sources, copies })
  const modules = modulesBelow(root)
  const slots = modules.flatMap((path) => directoriesIn(root, join(path, '.pnpm'))).map(lines)
  const rest = modules.flatMap(lines)
  slots.sort((one, other) => other.length - one.length)
  return [rest, ...slots].map((group) => group.join('')).join('\n')
}

/** { inode: path } of the files in a store of one version. */
function sourcesByInode(store) {
  const entries = readdirSync(join(store, 'files'), { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, path, name }) => join(parentPath ?? path, name))
  return new Map(paths.map((path) => [statSync(path).ino, path]))
}

/** The node_modules of all projects. */
function modulesBelow(root, below = '.') {
  return readdirSync(join(root, below), { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(({ name }) => {
    const path = join(below, name)
    return name === 'node_modules' ? [path] : modulesBelow(root, path)
  })
}

function directoriesIn(root, path) {
  const status = lstatSync(join(root, path), { throwIfNoEntry: false })
  const entries = status?.isDirectory() ? readdirSync(join(root, path), { withFileTypes: true }) : []
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name))
}

/**
 * Each directory comes before its entries. The directories in .pnpm are left out, since they are groups of their own.
 */
function linesOf(root, path, how) {
  const full = join(root, path)
  const status = lstatSync(full)
  if (status.isSymbolicLink()) return [`s\t${path}\t${readlinkSync(full)}\n`]
  if (status.isFile()) return [`${fileLine(root, path, status, how)}\n`]
  const names = readdirSync(full)
  const inside = path.endsWith('node_modules/.pnpm') ? names.filter((name) => !lstatSync(join(full, name)).isDirectory()) : names
  return [`d\t${path}\n`, ...inside.flatMap((name) => linesOf(root, join(path, name), how))]
}

function fileLine(root, path, { ino, mode }, { sources, copies }) {
  const source = sources.get(ino)
  if (source && !copies) return `h\t${path}\t${source}`
  return `${mode & 0o111 ? 'x' : 'c'}\t${path}\t${source ?? join(root, path)}`
}

/** The numbers of its directories, links and files, for a caption. */
export function countsOf(list) {
  const count = (kinds) => list.match(new RegExp(`^[${kinds}]\t`, 'gm'))?.length ?? 0
  return { directories: count('d'), links: count('s'), files: count('hcx') }
}
