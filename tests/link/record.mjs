// The content of a directory: for each path below it the kind, the mode, and a link's target or a file's digest.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A map from each path below `root`, in order, to a line about it; `bytesOf` may replace the bytes that are hashed. */
export function recordOf(root, bytesOf = (path, bytes) => bytes) {
  return visited(root, (path, stat) => lineOf(root, path, stat, bytesOf))
}

/** The same with size, inode, mode and time, which show that a file was written or replaced; no file is read. */
export function stampsOf(root) {
  return visited(root, (path, stat) => stampOf(stat), { bigint: true })
}

function visited(root, describe, options) {
  const found = new Map()
  const visit = (directory) => {
    for (const name of readdirSync(join(root, directory)).sort()) {
      const path = directory ? `${directory}/${name}` : name
      const stat = lstatSync(join(root, path), options)
      found.set(path, describe(path, stat))
      if (stat.isDirectory()) visit(path)
    }
  }
  visit('')
  return found
}

function lineOf(root, path, stat, bytesOf) {
  const mode = (stat.mode & 0o7777).toString(8).padStart(4, '0')
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(join(root, path))}`
  if (stat.isDirectory()) return `directory ${mode}`
  if (!stat.isFile()) return `special ${mode}`
  const bytes = bytesOf(path, readFileSync(join(root, path)))
  return `file ${mode} ${createHash('sha256').update(bytes).digest('hex')}`
}

// The time of a directory does not count, since SQLite makes a file in it while it reads.
function stampOf(stat) {
  const mode = (stat.mode & 0o7777n).toString(8).padStart(4, '0')
  if (stat.isDirectory()) return `directory ${mode}`
  return `${stat.isFile() ? 'file' : 'other'} ${mode} ${stat.size} bytes, inode ${stat.ino}, ${stat.mtimeNs}`
}

/**
 * One line for each path at which two records differ; if one lacks a directory, there is no line for paths below it.
 */
export function differencesOf(expected, actual, [before, after] = ['pnpm', 'cafs']) {
  const paths = [...new Set([...expected.keys(), ...actual.keys()])].filter((path) => expected.get(path) !== actual.get(path)).sort()
  const lone = (path) => !expected.has(path) || !actual.has(path)
  const isBelow = (path) => path.includes('/') && lone(dirname(path)) && (expected.has(dirname(path)) || actual.has(dirname(path)))
  return paths.filter((path) => !isBelow(path)).map((path) => {
    if (!actual.has(path)) return `missing ${path}: ${expected.get(path)}`
    if (!expected.has(path)) return `unexpected ${path}: ${actual.get(path)}`
    return `${path}: ${before} ${expected.get(path)}, ${after} ${actual.get(path)}`
  })
}

/** A remark about the differences between two texts; empty if one is no text. */
export function textDifference(before, after) {
  if ([before, after].some((bytes) => bytes.includes(0))) return ''
  const [theirs, ours] = [before, after].map((bytes) => bytes.toString().split('\n'))
  const [missing, unexpected] = [without(theirs, ours), without(ours, theirs)]
  const at = theirs.findIndex((line, number) => line !== ours[number])
  if (missing.length + unexpected.length === 0) return `: the same lines in another order, from line ${at + 1}: ${shown([theirs[at]])} / ${shown([ours[at]])}`
  return `: from line ${at + 1}, lines only by pnpm: ${shown(missing)}, only by cafs: ${shown(unexpected)}`
}

const without = (lines, others) => {
  const known = new Set(others)
  return lines.filter((line) => !known.has(line))
}

const shown = (lines) => JSON.stringify(lines.slice(0, 6).map((line) => line.slice(0, 300)))
