// What commands cost. In a command, '{}' stands for an output directory: fresh in every run, since whatever
// is deleted makes the creations after it slower on ext4, for minutes.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// bash's own loop and clock: starting a process from Node costs as much as a small package.
const loop = `
  TIMEFORMAT="%3R %3U %3S" count=$1 out=$2; shift 2
  time for ((i = 0; i < count; i++)); do "\${@//\\{\\}/"$out/$i"}" >/dev/null || exit; done`

/** { wall, user, sys }: the mean seconds of `count` runs, one after the other, writing below `out`. */
export function timeRuns(command, count, out) {
  mkdirSync(out, { recursive: true })
  const stderr = run('bash', ['-c', loop, 'bash', String(count), out, ...command])
  const [wall, user, sys] = stderr.trim().split('\n').pop().split(' ').map((total) => total / count)
  return { wall, user, sys }
}

/** The most memory, in MiB, that a run of the command has resident. */
export function residentMemory(command, out) {
  mkdirSync(out, { recursive: true })
  const report = join(out, 'rss')
  const actual = command.map((argument) => argument.replaceAll('{}', join(out, 'run')))
  run('/usr/bin/time', ['-f', '%M', '-o', report, ...actual])
  return Number(readFileSync(report, 'utf8')) / 1024
}

/** The commands' { wall, user, sys, rss, samples } over `rounds` rounds, in which each has its turn. */
export function compareCosts(commands, rounds, out) {
  const costs = commands.map(({ command }, at) => ({
    rss: residentMemory(command, join(out, `warm-${at}`)),
    samples: [],
  }))
  for (let round = 0; round < rounds; round += 1) {
    commands.forEach(({ command, count }, at) => {
      costs[at].samples.push(timeRuns(command, count, join(out, `${round}-${at}`)))
    })
  }
  return costs.map((cost) => ({ ...medians(cost.samples), ...cost }))
}

function medians(samples) {
  const of = (what) => median(samples.map((sample) => sample[what]))
  return { wall: of('wall'), user: of('user'), sys: of('sys') }
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function run(command, args) {
  const env = { ...process.env, LC_ALL: 'C' }
  const stdio = ['ignore', 'ignore', 'pipe']
  const { status, error, stderr } = spawnSync(command, args, { env, encoding: 'utf8', stdio })
  if (error) throw error
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr.trim()}`)
  return stderr
}
