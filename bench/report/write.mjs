// The results of a run, as files: results.json, results.md and plots.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownOf } from './markdown.mjs'
import { plotsOf } from './plots.mjs'

/** Writes what is known so far; returns the paths. */
export function writeReport(results, directory) {
  mkdirSync(directory, { recursive: true })
  const files = {
    'results.json': `${JSON.stringify(results, null, 2)}\n`,
    'results.md': markdownOf(results),
    ...plotsOf(results),
  }
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(join(directory, name), text)
    return join(directory, name)
  })
}
