// The measuring itself: rounds in which each tool has its turn.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstOutput, medians, residentMemory, runOnce, settle, timeRuns } from '../../scripts/lib/timing.mjs'

/**
 * What each tool costs: [{ name, wall, user, sys, rss, samples }], after one warm run that also tells the peak memory.
 * A tool is { name, command, count, prepare, continues, check, phase }:
 *   command    '{}' in it is a fresh output, '{before}' the output of the tool before it
 *   count      the number of runs in one sample (default 1)
 *   prepare    a command to run before each sample, untimed
 *   continues  it needs '{before}', which is kept for it
 *   check      called with the output of the warm run
 *   phase      called with the text that a run printed; gives the seconds of a part of the run, which become `phase`
 *              beside `wall`
 * `inputs` is called with the directory for the inputs, `disk.inputs`, whenever the disk is fresh.
 */
export function measure(label, tools, { disk, rounds, space, inputs }) {
  const rows = tools.map(({ name }) => ({ name, rss: 0, samples: [] }))
  for (let round = 0; round <= rounds; round += 1) {
    console.error(`${label}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`)
    const isNew = disk.begin(space)
    if (isNew || round === 0) inputs?.(disk.inputs)
    const turn = round === 0 ? warmRun : sample
    const place = join(disk.path, label, String(round))
    for (const at of orderOf(tools, round)) takeTurn({ tools, at, disk, place }, turn, rows)
  }
  disk.end()
  return rows.map((row) => ({ ...row, ...medians(row.samples) }))
}

/**
 * The tools' places in the order of their turns. Each round begins with another tool: in a virtual machine the first
 * tool after large deletions gets memory that the host had taken back, which makes it slower. A tool that continues
 * stays behind the tool before it. The warm run has the given order, since checks compare with the first tool.
 */
function orderOf(tools, round) {
  const starts = tools.flatMap(({ continues }, at) => continues ? [] : [at])
  const first = starts[round % starts.length]
  return tools.map((tool, at) => (at + first) % tools.length)
}

function takeTurn({ tools, at, disk, place }, turn, rows) {
  const directory = (number) => join(place, String(number))
  const tool = withBefore(tools[at], firstOutput(directory(at - 1)))
  if (tool.prepare) runOnce(tool.prepare, directory(at))
  settle()
  turn(tool, directory(at), rows[at])
  if (!tools[at + 1]?.continues) disk.discard(directory(at))
  if (tool.continues) disk.discard(directory(at - 1))
}

function withBefore(tool, before) {
  return { ...tool, command: tool.command.map((argument) => argument.replaceAll('{before}', before)) }
}

function warmRun({ command, check }, out, row) {
  row.rss = residentMemory(command, out)
  check?.(firstOutput(out))
}

function sample({ command, count = 1, phase }, out, row) {
  if (!phase) return void row.samples.push(timeRuns(command, count, out))
  const stdout = join(out, 'stdout')
  const costs = timeRuns(command, count, out, stdout)
  row.samples.push({ ...costs, phase: phase(readFileSync(stdout, 'utf8')) })
}
