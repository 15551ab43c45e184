// Bar and line charts, as SVG for a README: on white, whatever the page's background is, or on black by inDark.
import { createRequire } from 'node:module'

const require = createRequire(`${process.env.CAFS_BENCH_REPORT}/node_modules/`)
const echarts = require('echarts')

const width = 960
const dark = '#1f2328'
const grey = '#59636e'
const palette = ['#1a7f5a', '#8c959f', '#0969da', '#9a6700']
const font = 'Helvetica, Arial, sans-serif' // no quotes in it: the renderer does not escape them

/**
 * Horizontal bars: { title, subtitle, unit, isLog, categories, series: [{ name, values }], line: { name, value } }. In
 * a single series, categories that start with cafs have a colour of their own.
 */
export function bars({ title, subtitle, unit, isLog, categories, series, line }) {
  const top = topOf(subtitle, series.length > 1) + (line ? 22 : 0)
  const height = top + 70 + categories.length * (14 + 24 * series.length)
  return drawn(height, {
    ...frame(title, subtitle, series.length > 1 ? series.map(({ name }) => name) : []),
    grid: { top, left: widthOf(categories), right: 100, bottom: 56 },
    xAxis: isLog
      ? { ...valueAxis(`wall time, ${unit}, logarithmic`, 'log'), ...startOf(series, line) }
      : valueAxis(`wall time, ${unit}`),
    yAxis: { type: 'category', inverse: true, data: categories, ...plain, axisLabel: { ...words, lineHeight: 16 } },
    series: series.map((one, at) => barsOf(one, at, { categories, series, unit, line: at === 0 && line })),
  })
}

/** Lines through points: { title, subtitle, x, y, series: [{ name, points: [[x, y]] }] }. */
export function lines({ title, subtitle, x, y, series }) {
  const top = topOf(subtitle, true)
  return drawn(top + 380, {
    ...frame(title, subtitle, series.map(({ name }) => name)),
    color: [palette[1], palette[0]],
    grid: { top: top + 20, left: 64, right: 60, bottom: 56 },
    xAxis: valueAxis(x),
    yAxis: { ...valueAxis(`wall time, ${y}`), nameLocation: 'end', nameGap: 12, nameTextStyle: { ...words, align: 'left' } },
    series: series.map(linesOf),
  })
}

const darkOf = {
  '#ffffff': '#0d1117', [dark]: '#e6edf3', [grey]: '#9198a1', '#e4e8ec': '#2a313c',
  '#1a7f5a': '#3fb98a', '#8c959f': '#6e7681', '#0969da': '#58a6ff', '#9a6700': '#d29922', '#cf222e': '#ff7b72',
}

/** A chart in the colours of a dark page. */
export function inDark(svg) {
  return svg.replace(/#[0-9a-f]{6}/g, (colour) => darkOf[colour] ?? colour)
}

function drawn(height, option) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({ animation: false, backgroundColor: '#ffffff', textStyle: { fontFamily: font }, ...option })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

const words = { color: dark, fontSize: 13 }
const plain = { axisTick: { show: false }, axisLine: { lineStyle: { color: grey } } }

function frame(title, subtitle, names) {
  return {
    color: palette,
    title: {
      text: title, subtext: subtitle, left: 16, top: 12, itemGap: 8,
      textStyle: { color: dark, fontSize: 18 }, subtextStyle: { color: grey, fontSize: 12, lineHeight: 17 },
    },
    legend: { show: names.length > 0, data: names, left: 12, itemGap: 32, top: topOf(subtitle, true) - 30, textStyle: words },
  }
}

function topOf(subtitle, hasLegend) {
  return 56 + 17 * subtitle.split('\n').length + (hasLegend ? 34 : 8)
}

function valueAxis(name, type = 'value') {
  return {
    type, name, nameLocation: 'middle', nameGap: 30, nameTextStyle: words,
    axisLabel: { color: grey, fontSize: 12 }, splitLine: { lineStyle: { color: '#e4e8ec' } }, ...plain,
  }
}

// The renderer has no fonts to measure, so this assumes the width of a common sans-serif.
function widthOf(categories) {
  const longest = Math.max(...categories.flatMap((name) => name.split('\n')).map((text) => text.length))
  return 24 + Math.ceil(7.8 * longest)
}

/** Where a logarithmic axis and its bars start: below the least value. */
function startOf(series, line) {
  const values = series.flatMap(({ values }) => values).filter((value) => value !== null).concat(line?.value ?? [])
  const min = Number((Math.min(...values) / 2).toPrecision(1))
  return { min, startValue: min }
}

function barsOf({ name, values }, at, { categories, series, unit, line }) {
  const isOurs = (category) => series.length > 1 || category.startsWith('cafs')
  return {
    name, type: 'bar', barWidth: 20, barGap: '15%',
    data: values.map((value, i) => ({
      value: value ?? '-',
      itemStyle: { color: isOurs(categories[i]) ? palette[at] : palette[1] },
      label: { formatter: `${rounded(value)} ${unit}` },
    })),
    label: { show: true, position: 'right', backgroundColor: '#ffffff', padding: [2, 3], ...words },
    silent: true, z: 3,
    ...(line && { markLine: markLine(line, unit) }),
  }
}

function markLine({ name, value }, unit) {
  return {
    symbol: 'none', silent: true, z: 2, data: [{ xAxis: value }],
    lineStyle: { color: '#cf222e', type: 'dashed', width: 1.5 },
    label: { formatter: `${name}: ${rounded(value)} ${unit}`, position: 'start', color: '#cf222e', fontSize: 12 },
  }
}

function linesOf({ name, points }, at) {
  return {
    name, type: 'line', data: points, symbolSize: 8, lineStyle: { width: 2.5 },
    silent: true,
    label: {
      show: true, position: at === 0 ? 'top' : 'bottom', color: dark, fontSize: 12,
      formatter: ({ value }) => (value[0] < points.at(-1)[0] / 5 ? '' : `${rounded(value[1])} s`), // no room there
    },
  }
}

function rounded(value) {
  if (value === null) return ''
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toPrecision(3)
}
