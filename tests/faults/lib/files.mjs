// Lists the entries below a directory, so that two directories can be compared.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** The rows of a database, since their places in the file depend on earlier trials. */
function rowsOf(database) {
  const query = 'SELECT quote(key), quote(data) FROM package_index ORDER BY key'
  const { stdout, stderr } = spawnSync('sqlite3', [`file:${database}?immutable=1`, query], { maxBuffer: 2 ** 26 })
  return Buffer.concat([stdout, stderr])
}

// Content files are the same in all versions, so a link may lead to the one of any version.
const targetOf = (link) => fs.readlinkSync(link).replace(/\/v\d+\/files\//, '/files/')

const described = (file, status) => {
  if (status.isSymbolicLink()) return `-> ${targetOf(file)}`
  const mode = (status.mode & 0o7777).toString(8)
  if (status.isDirectory()) return `${mode} directory`
  const content = path.basename(file) === 'index.db' ? rowsOf(file) : fs.readFileSync(file)
  return `${mode} ${createHash('sha256').update(content).digest('hex')}`
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

// The private files of a run. They may stay if their removal fails: the next run removes them.
export const isStaging = (line) => ['.cafs-staging-', '.cafs-lock', '.cafs-use'].some((name) => line.includes(name))

/** The first lines that only one of two listings has. */
export function difference(actual, expected) {
  const only = (a, b, sign) => {
    const known = new Set(b)
    return a.filter((line) => !known.has(line)).map((line) => `${sign} ${line}`)
  }
  return [...only(actual, expected, '+'), ...only(expected, actual, '-')].slice(0, 4).join('\n    ')
}
