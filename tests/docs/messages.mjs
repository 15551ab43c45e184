// docs/troubleshooting.md: each message of cafs in the first column of a table stands in the sources like that.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const folders = ['cafs', 'tools', 'nix']
const isOfOthers = (heading) => /^(What pnpm says|Downloads in Nix|Exit status)/.test(heading)

export function messagesOf(root) {
  const sources = folders.flatMap((folder) => filesOf(join(root, folder))).map(spoken).join('\n')
  const sections = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8').split(/^## /m).slice(1).filter((text) => !isOfOthers(text))
  const messages = sections.flatMap((text) => [...text.matchAll(/^\| (`.*?`)(?: or .*?| with .*?| after .*?|, …)? \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(.+?)`(?:, |$)/g)]).map(([, one]) => one))
  const strange = messages.flatMap(pieces).filter((piece) => !sources.includes(piece) && !isOfSystem(piece))
  if (strange.length > 0) throw new Error(`docs/troubleshooting.md: no source says ‘${strange.join('’, ‘')}’`)
  console.log(`docs/troubleshooting.md: ${messages.length} messages, as the sources have them`)
}

/** What a message has between names and numbers. */
function pieces(message) {
  return message.replaceAll('\\|', '|').split('…').map((piece) => piece.replace(/^[\s:,"]+|[\s:,"]+$/g, '')).filter((piece) => piece.length > 6)
}

const isOfSystem = (piece) => ['No space left on device', 'Permission denied', 'has no v10', 'has no v11', 'has no v3'].includes(piece)

function filesOf(directory) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })
}

/** A source with the strings as they are printed, where they go over several lines. */
function spoken(path) {
  return readFileSync(path, 'utf8')
    .replace(/"\s*\n\s*\+? ?"/g, '')
    .replace(/" \\\n\s*"/g, ' ')
    .replaceAll('\\"', '"')
}
