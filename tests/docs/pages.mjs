// Finds the parts of a page of the guide that are run. A comment `<!-- fixture: DIRECTORY -->` names the files to begin
// with; then, in their order, code blocks by the word after their language:
//
//   ```nix file=default.nix     becomes this file
//   ```sh run                   is run by bash, in the page's directory, and must end with 0
//   ```sh run fails             the same, and must not end with 0
//   ```text output              each line of it was printed by the block before; … stands for anything
//
// A block that starts a background process has to end it itself. Blocks of one page share nothing but files.
import { readFileSync } from 'node:fs'

/** { fixture, blocks: [{ kind, line, text, file }] } */
export function pageOf(file) {
  const text = readFileSync(file, 'utf8')
  const fixture = /^<!-- fixture: (\S+) -->$/m.exec(text)?.[1]
  const blocks = [...text.matchAll(/^```\w+ (.+)\n([\s\S]*?)^```$/gm)].map(({ index, 1: mark, 2: content }) => ({
    line: text.slice(0, index).split('\n').length,
    text: content,
    ...kindOf(mark, file),
  }))
  return { fixture, blocks }
}

function kindOf(mark, file) {
  if (mark === 'run' || mark === 'run fails' || mark === 'output') return { kind: mark }
  const name = /^file=(\S+)$/.exec(mark)?.[1]
  if (name) return { kind: 'file', file: name }
  throw new Error(`${file}: a code block is marked ‘${mark}’`)
}

/** The lines of an expected output that are not in what was printed. */
export function missingLines(expected, printed) {
  const pattern = (line) => line.trim().split('…').map(escaped).join('.*')
  return expected.split('\n').filter((line) => line.trim() && !new RegExp(pattern(line)).test(printed))
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
