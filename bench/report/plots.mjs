// The plots of a run, one for each part that can be seen at a glance.
import { rowOf } from '../lib/compare.mjs'
import { bars, lines } from './charts.mjs'
import { corpusLine } from './text.mjs'
import { machineLine } from '../lib/machine.mjs'

const shorter = (name) => name.replace(' --batch', '').replace(', one process', '').replace(/\.\d+\.\d+/, '')

/** { name: SVG } of those parts that the run has. */
export function plotsOf(results) {
  const { single, corpus, merge } = results.parts
  return {
    ...(single?.groups && { 'single.svg': singlePlot(single, results) }),
    ...(corpus?.groups && { 'corpus.svg': corpusPlot(corpus, results), 'growth.svg': growthPlot(corpus, results) }),
    ...(merge?.groups && { 'merge.svg': mergePlot(merge, results) }),
  }
}

function subtitle({ machine, corpus, disk, rounds }, ofCorpus = true) {
  const how = `${machineLine(machine)}\nwriting to ${disk}, page cache warm, medians of ${rounds} rounds`
  return ofCorpus ? `${how}\n${corpusLine(corpus)}` : how
}

function singlePlot({ title, groups }, results) {
  const compared = groups.filter(({ rows }) => rows.length > 1)
  const empty = groups.find(({ rows }) => rows.length === 1).rows[0]
  const series = compared[0].rows.map(({ name }) => ({
    name,
    values: compared.map(({ rows }) => rowOf(rows, name).wall * 1000),
  }))
  return bars({
    title, subtitle: subtitle(results, false), isLog: true, unit: 'ms', series,
    categories: compared.map(({ name }) => name.replace(/ \(|, /, '\n').replace(')', '')),
    line: { name: 'an empty process', value: empty.wall * 1000 },
  })
}

function corpusPlot({ title, groups: [{ rows }] }, results) {
  const isFloor = ({ name }) => name.startsWith('the floor')
  const isTool = ({ name }) => !name.startsWith('the ') && !name.endsWith('from a full store')
  const shown = rows.filter(isTool)
  return bars({
    title, subtitle: subtitle(results), unit: 's',
    categories: shown.map(({ name }) => shorter(name)),
    series: [{ name: 'wall time', values: shown.map(({ wall }) => wall) }],
    line: { name: rows.find(isFloor).name, value: rows.find(isFloor).wall },
  })
}

function mergePlot({ title, groups: [{ rows }] }, results) {
  const sorted = [...rows].sort((a, b) => a.wall - b.wall)
  return bars({
    title, subtitle: subtitle(results), isLog: true, unit: 'ms',
    categories: sorted.map(({ name }) => name),
    series: [{ name: 'wall time', values: sorted.map(({ wall }) => wall * 1000) }],
  })
}

function growthPlot({ growth }, results) {
  const of = (tool) => growth.map((point) => [point.packages, point[tool].wall])
  return lines({
    title: 'How the time grows with the number of packages',
    subtitle: subtitle(results),
    x: 'packages', y: 's',
    series: [{ name: 'Node script', points: of('script') }, { name: 'cafs add', points: of('cafs') }],
  })
}
