// The steps of bench/summary: figures of a run into summary.json, from there into the plot and the table of README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { optionalArgument, runCommand } from '../scripts/lib/command.mjs'
import { bars, inDark } from './report/charts.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const results = join(root, 'bench/results')
const begin = '<!-- bench/summary writes this table -->\n'
const end = '<!-- end -->'

await runCommand('bench/summary', 'bench/summary [RESULTS.JSON]', () => {
  const { argument } = optionalArgument({})
  const file = join(results, 'summary.json')
  const summary = JSON.parse(readFileSync(file, 'utf8'))
  if (argument) {
    update(summary, JSON.parse(readFileSync(argument, 'utf8')))
    writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`)
  }
  const svg = plotOf(summary)
  writeFileSync(join(results, 'summary-light.svg'), svg)
  writeFileSync(join(results, 'summary-dark.svg'), inDark(svg))
  writeTable(join(root, 'README.md'), tableOf(summary))
})

/** Takes over the figures of those parts that a run has. */
function update({ rows }, { parts }) {
  for (const { part, cells } of rows.filter((row) => parts[row.part]?.groups)) {
    const measured = parts[part].groups.flatMap((group) => group.rows)
    for (const cell of Object.values(cells)) {
      const found = measured.find(({ name }) => new RegExp(cell.row).test(name))
      if (!found) throw new Error(`the run has no row like ${cell.row} in its part ${part}`)
      cell.seconds = Number(found.wall.toPrecision(3))
    }
  }
}

function plotOf({ series, rows }) {
  return bars({
    title: 'Seconds of wall time, less is better', subtitle: 'logarithmic scale; the table explains each row',
    isLog: true, unit: 's',
    categories: rows.map(({ short }) => short),
    series: series.map((name) => ({ name, values: rows.map(({ cells }) => cells[name]?.seconds ?? null) })),
  })
}

function tableOf({ series, rows }) {
  const head = ['seconds', ...series]
  const line = ({ what, cells }) => [what, ...series.map((name) => cellOf(cells, name))]
  return [head, head.map((_, at) => (at === 0 ? '---' : '--:')), ...rows.map(line)].map((row) => `| ${row.join(' | ')} |\n`).join('')
}

/** A figure; for other tools also how many times ours it is. */
function cellOf(cells, name) {
  if (!cells[name]) return ''
  const { seconds } = cells[name]
  return name === 'cafs' ? `**${shown(seconds)}**` : `${shown(seconds)} (${shown(seconds / cells.cafs.seconds)}×)`
}

function shown(value) {
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2)
}

function writeTable(file, table) {
  const text = readFileSync(file, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`${file} has no place for the table`)
  writeFileSync(file, text.slice(0, from + begin.length) + table + text.slice(to))
}
