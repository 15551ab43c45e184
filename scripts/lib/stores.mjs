// Reading and comparing the v10 part of stores: content files by name, bytes and executable bit, indexes by their text
// without the reference's `checkedAt`, the time at which pnpm wrote.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseIntegrity } from './integrity.mjs'

// pnpm registers the projects that use a store there. The directory has nothing about packages.
const notPackages = new Set(['projects'])

/** The sorted paths of all files below the store's v10. */
export function storeFiles(store) {
  const root = join(store, 'v10')
  const top = (existsSync(root) ? readdirSync(root) : []).filter((name) => !notPackages.has(name))
  return top.flatMap((name) => filesBelow(root, name)).sort()
}

function filesBelow(root, directory) {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`
    return entry.isDirectory() ? filesBelow(root, path) : [path]
  })
}

/** One line for each difference between two stores. Of the reference only `paths` count. */
export function differencesOf(reference, store, paths = storeFiles(reference)) {
  const wanted = new Set(paths)
  const unexpected = storeFiles(store).filter((path) => !wanted.has(path))
  return [
    ...unexpected.map((path) => `unexpected ${path}`),
    ...paths.flatMap((path) => differenceOf(join(reference, 'v10', path), join(store, 'v10', path), path)),
  ]
}

function differenceOf(expected, actual, path) {
  if (!existsSync(actual)) return [`missing ${path}`]
  if (isExecutable(expected) !== isExecutable(actual)) return [`executable bit of ${path}`]
  if (!bytesToExpect(expected, path).equals(readFileSync(actual))) return [`content of ${path}`]
  return []
}

function isExecutable(path) {
  return (statSync(path).mode & 0o111) !== 0
}

function bytesToExpect(file, path) {
  const bytes = readFileSync(file)
  if (!path.startsWith('index/')) return bytes
  return Buffer.from(bytes.toString().replace(/"checkedAt":\d+,/g, ''))
}

/** The path of a package's index, below v10. */
export function indexPath({ id, integrity }) {
  const hex = parseIntegrity(integrity).hex.slice(0, 64)
  return `index/${hex.slice(0, 2)}/${hex.slice(2)}-${id.replace(/[\\/:*?"<>|]/g, '+')}.json`
}

/** The paths of the files in the fragment of one package: its index, and the files that the index refers to. */
export function packagePaths(store, entry) {
  const path = indexPath(entry)
  const { files } = JSON.parse(readFileSync(join(store, 'v10', path), 'utf8'))
  const contents = Object.values(files).map(({ integrity, mode }) => contentPath(integrity, mode))
  return [...new Set([path, ...contents])].sort()
}

function contentPath(integrity, mode) {
  const { hex } = parseIntegrity(integrity)
  return `files/${hex.slice(0, 2)}/${hex.slice(2)}${mode & 0o111 ? '-exec' : ''}`
}

/** { files, bytes } of the content files of a store of pnpm 10 or later. */
export function sizeOf(store, version = 'v10') {
  const contents = filesBelow(join(store, version), 'files')
  const bytes = contents.reduce((sum, path) => sum + statSync(join(store, version, path)).size, 0)
  return { files: contents.length, bytes }
}
