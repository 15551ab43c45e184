// Measures the cost of thousands of fragments and a million files: is the cost of a file constant, or does it grow?
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { UsageError, commandLine, runCommand } from '../../scripts/lib/command.mjs'
import { toJsonLines } from '../../scripts/lib/json-lines.mjs'
import { grouped, table } from '../../scripts/lib/table.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, cafsAdd } from '../../scripts/lib/tools.mjs'
import { END, file } from '../golden/writer/tar.mjs'

const usage = 'tests/load/run [--fragments N] [--files M] [--dir DIR]'
const parts = [8, 4, 2, 1]
const each = new URL('../../bench/peer/each', import.meta.url).pathname

function whole(text, name) {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name} wants a number: ${text}`)
  return Number(text)
}

function tarball(number, files) {
  const manifest = JSON.stringify({ name: `load-${number}`, version: '1.0.0' })
  const contents = Array.from({ length: files - 1 }, (_, at) => file(`package/${at}.js`, `export default '${number} ${at}'\n`))
  return gzipSync(Buffer.concat([file('package/package.json', manifest), ...contents, END]), { level: 1 })
}

/** Makes tarballs, and gives their batch lines. */
function makeTarballs(directory, count, files) {
  mkdirSync(directory)
  return Array.from({ length: count }, (_, number) => {
    const path = join(directory, `${number}.tgz`)
    writeFileSync(path, tarball(number, files))
    return { tarball: path, id: `load-${number}@1.0.0` }
  })
}

/** { seconds, memory } of a command; memory in bytes. */
function timed(work, command, input) {
  const report = join(work, 'time')
  const stdio = ['pipe', 'ignore', 'inherit']
  execFileSync('/usr/bin/time', ['-f', '%e %M', '-o', report, ...command], { stdio, input })
  const [seconds, kibibytes] = readFileSync(report, 'utf8').trim().split(' ').map(Number)
  return { seconds, memory: kibibytes * 1024 }
}

function row(what, { seconds, memory }, lines, files) {
  const perFile = [(seconds / files) * 1e6, memory / files].map((value) => value.toFixed(1))
  return [what, grouped(lines), grouped(files), seconds.toFixed(2), perFile[0], (memory / 2 ** 20).toFixed(0), perFile[1]]
}

/** Measures merges into a new store, and verifications of that. */
function* merged(work, count, files) {
  const list = join(work, 'list')
  const store = join(work, 'store')
  for (const some of parts.map((part) => Math.floor(count / part))) {
    writeFileSync(list, Array.from({ length: some }, (_, at) => `${join(work, 'fragments', String(at))}\n`).join(''))
    yield row('merge', timed(work, [cafs, 'merge', '--link', 'hardlink', '--store', store, '--from', list]), some, some * files)
    yield row('verify', timed(work, [cafs, 'verify', store]), some, some * files)
    rmSync(store, { recursive: true })
  }
}

/** Measures batches in which each package occurs twice, from a file and from a pipe. */
function* batches(work, lines, files) {
  const list = join(work, 'batch')
  const store = join(work, 'store')
  for (const some of parts.map((part) => Math.floor(lines.length / part))) {
    const batch = toJsonLines([...lines.slice(0, some), ...lines.slice(0, some)])
    writeFileSync(list, batch)
    const add = (from) => [cafs, 'add', '--store', store, '--batch', from]
    yield row('add, a file of lines', timed(work, add(list)), 2 * some, some * files)
    rmSync(store, { recursive: true })
    yield row('add, lines from a pipe', timed(work, add('-'), batch), 2 * some, some * files)
    rmSync(store, { recursive: true })
  }
}

function main() {
  const { values } = commandLine({ fragments: { type: 'string' }, files: { type: 'string' }, dir: { type: 'string' } }, 0)
  const count = whole(values.fragments ?? '10000', 'fragments')
  const files = whole(values.files ?? '100', 'files')
  const work = temporaryDirectory('load', values.dir ?? '/dev/shm')
  const lines = makeTarballs(join(work, 'tarballs'), count, files)
  const list = join(work, 'each')
  writeFileSync(list, lines.map(({ tarball, id }) => `${tarball}\t${id}\n`).join(''))
  const rows = [['what', 'packages', 'distinct files', 's', 'µs a file', 'MiB at most', 'bytes a file']]
  const add = ['bash', '-c', 'exec "$1" --store "$3" --id "$4" "$2"', 'bash', cafsAdd]
  rows.push(row('add, a process each', timed(work, [each, list, join(work, 'fragments'), ...add]), count, count * files))
  rows.push(...merged(work, count, files))
  rmSync(join(work, 'fragments'), { recursive: true })
  rows.push(...batches(work, lines, files))
  console.log(table(rows))
}

await runCommand('tests/load/run', usage, main)
