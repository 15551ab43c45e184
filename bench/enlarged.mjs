#!/usr/bin/env node
// enlarged.mjs LOCKFILE N [LIST DIRECTORY]: prints a lockfile of N packages: those of LOCKFILE, repeated as often as
// needed under other names and with other integrities.
// LIST has tarballs of the packages, as lines of {"id","tarball"}. With it only these packages are taken, without
// peers, as dependencies of a hundred projects; and DIRECTORY gets the tarballs of the N packages under the paths that
// a registry has for them, each with content of its own.
import { readFileSync } from 'node:fs'
import { integrityOf } from '../scripts/lib/integrity.mjs'
import { readJsonLines } from '../scripts/lib/json-lines.mjs'
import { publish } from './lib/other-content.mjs'

const [path, count, list, directory] = process.argv.slice(2)
const tarballs = list && new Map(readJsonLines(list).map(({ id, tarball }) => [id, tarball]))
const text = readFileSync(path, 'utf8').split('\n---\n').at(-1)
const [head, packages, snapshots] = text.split(/^(?:packages|snapshots):\n\n/m)

/** [ [key, lines] … ] of a section: keys are indented by two. */
function entriesOf(section) {
  return section.trim().split(/\n\n(?= {2}\S)/).map((entry) => {
    const text = entry.startsWith('  ') ? entry : `  ${entry}`
    const key = /^ {2}('[^']+'|[^ '][^\n]*?):/.exec(text)[1]
    return [key, text]
  })
}

const plainKey = (key) => key.replace(/^'|'$/g, '').replace(/\(.*/, '')
const renamed = (key, round) => (round === 0 ? key : key.replace(/^(@[^/]+\/)?([^@]+)@/, `$1$2-${round}@`))
const quoted = (key) => (/^[a-zA-Z0-9]/.test(key) ? key : `'${key}'`)

const isTaken = ([key, lines]) => /resolution: \{integrity: [^,]+\}/.test(lines) && (!list || tarballs.has(plainKey(key)))

/** A hundred new projects instead of the lockfile's own, which depend on packages that are not taken. */
function headWithout(text, keys) {
  const projects = Array.from({ length: 100 }, (_, i) => projectOf(i, keys.filter((_, at) => at % 100 === i)))
  return `${text.slice(0, text.indexOf('\nimporters:\n'))}\nimporters:\n\n  .: {}\n\n${projects.join('')}`
}

function projectOf(number, keys) {
  const versions = Object.fromEntries(keys.map((key) => [key.slice(0, key.lastIndexOf('@')), key.slice(key.lastIndexOf('@') + 1)]))
  const lines = Object.entries(versions).map(([name, version]) => {
    return `      ${quoted(name)}:\n        specifier: ${version}\n        version: ${version}\n`
  })
  return `  packages/p${number}:\n    dependencies:\n${lines.join('')}\n`
}

const kept = new Map(entriesOf(packages).filter(isTaken))
const notes = new Map(entriesOf(snapshots).map(([key, lines]) => [plainKey(key), lines]))
const keys = [...kept.keys()]
const plainKeys = new Set(keys.slice(0, Number(count)).map(plainKey))

const wanted = Array.from({ length: Number(count) }, (_, i) => [keys[i % keys.length], Math.floor(i / keys.length)])
/** A snapshot without peers, with only those dependencies that are taken. */
function withoutPeers(lines) {
  const chosen = lines.replace(/^ {6}('?)([^\s']+)\1: (\S+)$\n?/gm, (line, _, name, value) => {
    const version = plainKey(value)
    return plainKeys.has(version.includes('@', 1) ? version : `${name}@${version}`) ? line.replace(value, quoted(version)) : ''
  })
  const whole = chosen.replace(/^ {4}(optionalD|d)ependencies:(?:\n(?! {6})|$(?!\n))/gm, '').trimEnd()
  return whole.includes('\n') || whole.endsWith('{}') ? whole : `${whole} {}`
}

const again = (lines, key) => lines.replace(/^[^\n]*?:(?=\n| \{\}$)/, `  ${quoted(key)}:`)

const published = list && (await publish(wanted.map(([old, round]) => {
  return { id: renamed(plainKey(old), round), tarball: tarballs.get(plainKey(old)), round }
}), directory))

const packageLines = wanted.map(([old, round]) => {
  const key = renamed(plainKey(old), round)
  const integrity = list ? published.get(key) : integrityOf(key)
  return again(kept.get(old), key).replace(/integrity: [^},]+/, `integrity: ${integrity}`)
})
const snapshotLines = wanted.map(([old, round]) => {
  const lines = notes.get(plainKey(old))
  return again(list ? withoutPeers(lines) : lines, renamed(plainKey(old), round))
})
const wantedKeys = wanted.map(([old, round]) => renamed(plainKey(old), round))
process.stdout.write(`${list ? headWithout(head, wantedKeys) : head}packages:\n\n${packageLines.join('\n\n')}\n\nsnapshots:\n\n${snapshotLines.join('\n\n')}\n`)
