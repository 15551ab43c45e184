// The results as Markdown: for each part the measurements, and what they mean.
import { headLines, metWord, milliseconds } from './text.mjs'

/** The whole report. */
export function markdownOf(results) {
  const { parts, versions } = results
  const versionList = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')
  return [
    '# Measured by `bench/run`',
    ...headLines(results).map((line) => `${line}.`),
    `Versions: ${versionList}.`,
    ...Object.values(parts).map(partOf),
  ].join('\n\n') + '\n'
}

function partOf({ title, error, groups = [], comparisons = [], tables = [], notes = [], skipped = [], warnings = [] }) {
  return [
    `## ${title}`,
    ...(error ? [`FAILED: ${error}`] : []),
    ...(groups.length > 0 ? [costsOf(groups)] : []),
    ...tables.map(markdownTable),
    ...(comparisons.length > 0 ? [comparisonsOf(comparisons)] : []),
    ...warnings.map((line) => `**Warning**: ${line}.`),
    ...notes,
    ...skipped.map((line) => `Skipped: ${line}.`),
  ].join('\n\n')
}

function costsOf(groups) {
  const head = ['', 'tool', 'wall ms', 'user ms', 'sys ms', 'peak MiB', 'of the first']
  return markdownTable([head, ...groups.flatMap(rowsOf)])
}

function rowsOf({ name, rows }) {
  return rows.map(({ name: tool, wall, user, sys, rss }, at) => [
    at === 0 ? name : '',
    tool,
    ...[wall, user, sys].map(milliseconds),
    rss.toFixed(0),
    (wall / rows[0].wall).toFixed(2),
  ])
}

function comparisonsOf(comparisons) {
  const head = ['what', 'against', 'ratio', 'target', 'met?']
  const cells = ({ what, against, text, target = '', met }) => [what, against, `**${text}**`, target, metWord(met)]
  return markdownTable([head, ...comparisons.map(cells)])
}

function markdownTable([head, ...rows]) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
