// What lies below a directory, so that two can be compared.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const described = (file, status) => {
  if (status.isSymbolicLink()) return `-> ${fs.readlinkSync(file)}`
  const mode = (status.mode & 0o7777).toString(8)
  if (status.isDirectory()) return `${mode} directory`
  return `${mode} ${createHash('sha256').update(fs.readFileSync(file)).digest('hex')}`
}

/** Everything below `root`, a line each, in order: path, mode, and content or target. */
export function listing(root, below = '') {
  const directory = path.join(root, below)
  if (!fs.existsSync(directory)) return []
  return fs.readdirSync(directory).sort().flatMap((name) => {
    const inner = path.join(below, name)
    const status = fs.lstatSync(path.join(root, inner))
    const line = `${inner} ${described(path.join(root, inner), status)}`
    return status.isDirectory() ? [line, ...listing(root, inner)] : [line]
  })
}

export const isStaging = (line) => line.includes('.cafs-staging-')

/** The first lines that only one of two listings has. */
export function difference(actual, expected) {
  const only = (a, b, sign) => a.filter((line) => !b.includes(line)).map((line) => `${sign} ${line}`)
  return [...only(actual, expected, '+'), ...only(expected, actual, '-')].slice(0, 4).join('\n    ')
}
