// Measures the cost of commands. In a command, '{}' stands for an output directory. It is fresh in every run, since
// deletions on ext4 make later creations slower for minutes.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

// The loop and the clock are bash's own, since a process started by Node costs as much as a small package. `time`
// counts milliseconds, EPOCHREALTIME microseconds.
const loop = `
  TIMEFORMAT="%3U %3S" count=$1 out=$2 stdout=$3; shift 3
  start=\${EPOCHREALTIME/./}
  time for ((i = 0; i < count; i++)); do "\${@//\\{\\}/"$out/$i"}" >"$stdout" || exit; done
  echo "$((\${EPOCHREALTIME/./} - start))" >&2`

/** The directory for '{}' in the first run of a command that writes below `out`. */
export function firstOutput(out) {
  return join(out, '0')
}

/**
 * { wall, user, sys }: the mean seconds of `count` runs, one after the other, which write below `out`. Their output
 * goes to the file `stdout`.
 */
export function timeRuns(command, count, out, stdout = '/dev/null') {
  mkdirSync(out, { recursive: true })
  const stderr = run('bash', ['-c', loop, 'bash', String(count), out, stdout, ...command], command)
  const [times, microseconds] = stderr.trim().split('\n').slice(-2)
  const [user, sys] = times.split(' ').map((total) => total / count)
  return { wall: microseconds / 1e6 / count, user, sys }
}

/** The peak resident memory, in MiB, of a run of the command. */
export function residentMemory(command, out) {
  mkdirSync(out, { recursive: true })
  const report = join(out, 'rss')
  run('/usr/bin/time', ['-f', '%M', '-o', report, ...filledIn(command, out)], command)
  return Number(readFileSync(report, 'utf8')) / 1024
}

/** Runs the command once, untimed. */
export function runOnce(command, out) {
  mkdirSync(out, { recursive: true })
  const [program, ...args] = filledIn(command, out)
  run(program, args, command)
}

/** Writes what is dirty to the disks, so that one command does not pay for another's files. */
export function settle() {
  run('sync', [], ['sync'])
}

/** The median of each field of the samples, like { wall, user, sys }. */
export function medians(samples) {
  const of = (what) => median(samples.map((sample) => sample[what]))
  return Object.fromEntries(Object.keys(samples[0]).map((what) => [what, of(what)]))
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function filledIn(command, out) {
  return command.map((argument) => argument.replaceAll('{}', firstOutput(out)))
}

function run(program, args, command) {
  const env = { ...process.env, LC_ALL: 'C' }
  const stdio = ['ignore', 'ignore', 'pipe']
  const { status, error, stderr } = spawnSync(program, args, { env, encoding: 'utf8', stdio, maxBuffer: 1 << 28 })
  if (error) throw error
  if (status !== 0) throw new Error(`${nameOf(command)} failed: ${reasonIn(stderr) || `exit code ${status}`}`)
  return stderr
}

function nameOf(command) {
  return command.slice(0, 2).map((word) => basename(word)).join(' ')
}

// The last line on stderr that is not a measured time.
function reasonIn(stderr) {
  const lines = stderr.split('\n').map((line) => line.trim())
  return lines.filter((line) => line && !/^[\d. ]+$/.test(line) && !line.startsWith('Command exited')).pop()
}
