// coverage.mjs LEAST: reads llvm-cov's summary from standard input, prints the lines covered of each file and of
// all, and exits with 1 where all is less than LEAST percent.
import { readFileSync } from 'node:fs'

const least = Number(process.argv[2])
const { files, totals } = JSON.parse(readFileSync(0, 'utf8')).data[0]

const line = (name, { covered, count, percent }) => `${percent.toFixed(1).padStart(6)} %  ${covered} of ${count}  ${name}`

for (const { filename, summary } of files) {
  if (summary.lines.covered < summary.lines.count) console.log(line(filename.replace(`${process.cwd()}/`, ''), summary.lines))
}
console.log(line('lines in all', totals.lines))
if (totals.lines.percent < least) {
  console.error(`coverage: less than ${least} % of lines`)
  process.exitCode = 1
}
