// Checks docs/troubleshooting.md: each message of cafs in the first column of a table is in the sources, and each
// message of the sources is in a table.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const folders = ['cafs', 'tools', 'nix']
const isOfOthers = (heading) => /^(What pnpm says|Downloads in Nix|Exit status)/.test(heading)
// Parts of messages, and messages about mistakes that only a builder of Nix can make.
const untold = ['interrupted', 'pipe for signals', 'true or false', '/.modules.yaml', 'CAFS_LANES', 'lockfileVersion', 'cannot merge', 'NUL',
  'Nix fetches nothing by a hash of sha384', 'is not in the Nix store', 'no id, or no tarball', 'is no string',
  'gives tarballs of such packages', 'package.json: {}', '--store-version: ']
// Each of these sources has many messages, which the page describes together.
const together = /the gzip data|pax|hunk|patch_|git_names|index\/row\/|\/zip\.cc|\/archive\.cc|bzip2|rust_range|deflate/

export function messagesOf(root) {
  const files = folders.flatMap((folder) => filesOf(join(root, folder)))
  const sources = files.map(spoken).join('\n')
  const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')
  const messages = toldIn(page)
  const strange = messages.flatMap((message) => pieces(message, '…')).filter((piece) => !sources.includes(piece) && !isOfSystem(piece))
  if (strange.length > 0) throw new Error(`docs/troubleshooting.md: no source says ‘${strange.join('’, ‘')}’`)
  const documented = messages.map((message) => pieces(message, '…'))
  const missing = files.filter((file) => !together.test(file)).flatMap(thrownIn).filter((message) => !isTold(message, documented))
  if (missing.length > 0) throw new Error(`docs/troubleshooting.md does not have: ${missing.join(' | ')}`)
  console.log(`docs/troubleshooting.md: ${messages.length} messages, as the sources have them`)
}

function toldIn(page) {
  const sections = page.split(/^## /m).slice(1).filter((text) => !isOfOthers(text))
  const cells = sections.flatMap((text) => [...text.matchAll(/^\| (`.*?`)(?: or .*?| with .*?| after .*?|, …)? \|/gm)])
  return cells.flatMap(([, cell]) => [...cell.matchAll(/`(.+?)`(?:, |$)/g)]).map(([, one]) => one)
}

/** The parts of a message between names and numbers. */
function pieces(message, between) {
  const parts = message.replaceAll('\\|', '|').split(between)
  return parts.map((piece) => piece.replace(/^[\s:,"]+|[\s:,"]+$/g, '')).filter((piece) => piece.length > 6)
}

const isOfSystem = (piece) => ['No space left on device', 'Permission denied', 'has no v10', 'has no v11', 'has no v3'].includes(piece)

/** The messages that a source of C++ or an expression of Nix throws. */
function thrownIn(path) {
  const text = spoken(path)
  const inCpp = /(?:Error|error_at|malformed|throw_usage|bad_record|wrong|unreadable)\((?:[^;"]{0,120}?)(?:R"\((.*?)\)"|"(.*?)"[,;) +])/g
  const inNix = /\b(?:throw|fail|cafs_fail)\s*\(?\s*"(.*?)"\s*[\n)|]/g
  const found = path.endsWith('.cc') ? text.matchAll(inCpp) : path.endsWith('.h') ? [] : text.matchAll(inNix)
  return [...found].map(([, one, other]) => one ?? other).filter(Boolean)
}

/** Whether one of the documented messages is, up to names and numbers, a part of this. */
function isTold(message, documented) {
  const literal = message.split(/\{[^}]*\}|\$\{[^}]*\}|\$\w+/).map((part) => part.trim())
  if (literal.every((part) => part.length < 12) || untold.some((part) => message.includes(part))) return true
  return documented.some((one) => one.length > 0 && one.every((piece) => message.includes(piece)))
}

function filesOf(directory) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })
}

/** A source in which strings over several lines are joined as they are printed. */
function spoken(path) {
  return readFileSync(path, 'utf8')
    .replace(/"\s*\n\s*\+? ?"/g, '')
    .replace(/" \\\n\s*"/g, ' ')
    .replaceAll('\\"', '"')
}
