// A part's results on the terminal.
import { table } from '../../scripts/lib/table.mjs'
import { metWord, milliseconds } from './text.mjs'

/** Prints what one part has measured. */
export function printPart({ title, groups = [], comparisons = [], tables = [], notes = [], skipped = [], warnings = [] }) {
  console.log(`\n${title}`)
  for (const { name, rows } of groups) console.log(costTable(name, rows))
  for (const rows of tables) console.log(table(rows))
  for (const { what, against, text, target, met } of comparisons) {
    console.log(`${what}, against ${against}: ${text}${target ? ` (target ${target}: ${metWord(met)})` : ''}`)
  }
  for (const line of [...warnings.map((text) => `warning: ${text}`), ...notes]) console.log(line)
  for (const line of skipped) console.log(`SKIPPED: ${line}`)
}

function costTable(name, rows) {
  const head = [name, 'wall ms', 'user ms', 'sys ms', 'MiB', 'of the first']
  return table([head, ...rows.map(({ name: tool, wall, user, sys, rss }) => [
    tool,
    ...[wall, user, sys].map(milliseconds),
    rss.toFixed(0),
    `${(wall / rows[0].wall).toFixed(2)}x`,
  ])])
}
