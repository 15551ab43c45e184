// Compares stores of pnpm 9, 11 and 12: content files by name, bytes and execute bit, indexes by their text and rows by
// their bytes, without the `checkedAt` of the reference, which msgpackr itself removes from rows. Members of rows by
// pnpm 12 are in another order than ours, so both are brought into one order.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../golden/oracle/rows.mjs', import.meta.url))

/** One line for each difference between the content files of two version directories. */
export function contentDifferences(theirs, ours) {
  return differences(files(theirs, isContent), files(ours, isContent), (path) => {
    const [a, b] = [join(theirs, path), join(ours, path)]
    const same = readFileSync(a).equals(readFileSync(b)) && isExecutable(a) === isExecutable(b)
    return same ? [] : [`${path} differs`]
  })
}

/** The same for their package indexes: files of v3, rows of v11. `reader`: {node, modules, order}. */
export function indexDifferences(theirs, ours, reader) {
  if (existsSync(join(theirs, 'index.db'))) return rowDifferences(theirs, ours, reader)
  return differences(files(theirs, isIndex), files(ours, isIndex), (path) => {
    const wanted = readFileSync(join(theirs, path), 'utf8').replace(/"checkedAt":\d+,/g, '')
    return readFileSync(join(ours, path), 'utf8') === wanted ? [] : [`${path} differs`]
  })
}

function rowDifferences(theirs, ours, reader) {
  const [a, b] = [theirs, ours].map((store) => rows(store, reader))
  return differences([...a.keys()], [...b.keys()], (key) => {
    if (a.get(key) === undefined) return [`row ${key}: msgpackr cannot write it again`]
    return a.get(key) === b.get(key) ? [] : [`row ${key} differs`]
  })
}

function rows(store, { node, modules, order }) {
  const env = { ...process.env, MSGPACKR: join(modules, 'msgpackr') }
  const out = execFileSync(node, ['--no-warnings', script, store, ...order], { encoding: 'utf8', env, maxBuffer: 1 << 28 })
  return new Map(JSON.parse(out).map(({ key, row }) => [key, row]))
}

function differences(theirs, ours, compare) {
  const [wanted, found] = [new Set(theirs), new Set(ours)]
  return [
    ...ours.filter((name) => !wanted.has(name)).map((name) => `unexpected ${name}`),
    ...theirs.filter((name) => !found.has(name)).map((name) => `missing ${name}`),
    ...theirs.filter((name) => found.has(name)).flatMap(compare),
  ]
}

const isIndex = (name) => name.endsWith('-index.json')
const isContent = (name) => /^[0-9a-f]{126}(-exec)?$/.test(name)

function files(store, wanted) {
  const shards = readdirSync(join(store, 'files'))
  return shards.flatMap((shard) =>
    readdirSync(join(store, 'files', shard))
      .filter(wanted)
      .map((name) => `files/${shard}/${name}`),
  )
}

function isExecutable(path) {
  return (statSync(path).mode & 0o111) !== 0
}
