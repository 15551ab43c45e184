// readers.mjs make DIRECTORY SEED COUNT LOCKFILE...: copies of lockfiles, something in each changed.
// readers.mjs compare DIRECTORY PLANS: what Nix made of them against what cafs plan makes.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cafs } from '../../scripts/lib/tools.mjs'

const [command, directory, ...rest] = process.argv.slice(2)

/** Numbers below n, the same ones for a seed, by a linear congruential generator. */
function generator(seed) {
  let state = BigInt(seed) * 2n + 1n
  return (n) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n)
    return Number((state >> 33n) % BigInt(n))
  }
}

function make(seed, count, lockfiles) {
  for (let i = 0; i < count; i++) {
    const below = generator(seed + i)
    const lockfile = lockfiles[below(lockfiles.length)]
    const lines = readFileSync(lockfile, 'utf8').split('\n')
    for (let n = below(3); n >= 0; n--) changes[below(changes.length)](lines, below(lines.length), below)
    const name = `${seed + i}.yaml`
    writeFileSync(join(directory, name), lines.join('\n'))
  }
}

const changes = [
  (lines, at) => lines.splice(at, 1),
  (lines, at) => lines.splice(at, 0, lines[at]),
  (lines, at) => lines.splice(at, 0, ''),
  (lines, at) => lines.splice(at, 0, '# a comment'),
  (lines, at) => (lines[at] = `${lines[at]} # a comment`),
  (lines, at) => (lines[at] = `  ${lines[at]}`),
  (lines, at) => (lines[at] = lines[at].replace(/^ {2}/, '')),
  (lines, at) => (lines[at] = lines[at].replace(/: (.*)/, ': "$1"')),
  (lines, at) => (lines[at] = lines[at].replace(/'/g, '"')),
  (lines, at) => (lines[at] = lines[at].replace(/'/g, '')),
  (lines, at) => (lines[at] = lines[at].replace(/: /, ':  ')),
  (lines, at) => (lines[at] = lines[at].replace(/, /, ',\n        ')),
  (lines, at) => (lines[at] = lines[at].replace(/\{(.*)\}/, '{ $1 }')),
  (lines, at, below) => (lines[at] = without(lines[at], below)),
  (lines, at, below) => (lines[at] = withCharacter(lines[at], below)),
  (lines, at, below) => ([lines[at], lines[below(lines.length)]] = [lines[below(lines.length)], lines[at]].map((line) => line ?? '')),
  (lines, at, below) => lines.splice(at, below(20)),
]

function without(line, below) {
  const at = below(line.length + 1)
  return line.slice(0, at) + line.slice(at + 1)
}

function withCharacter(line, below) {
  const at = below(line.length + 1)
  const characters = ' :\'"{}[],#&*!|>-?@%`~\\\tx1'
  return line.slice(0, at) + characters[below(characters.length)] + line.slice(at)
}

function compare(plans) {
  const seen = { both: 0, cafs: 0, nix: 0, none: 0 }
  for (const { name, plan } of plans) {
    const native = planOf(join(directory, name))
    seen[plan ? (native ? 'both' : 'nix') : native ? 'cafs' : 'none']++
    if (!plan || !native || shown(plan) === shown(native)) continue
    process.exitCode = 1
    console.log(`FAILED: ${name}: the plans differ:\n${difference(shown(plan), shown(native))}`)
  }
  console.log(`read by both ${seen.both}, by cafs alone ${seen.cafs}, by Nix alone ${seen.nix}, by none ${seen.none}`)
}

function planOf(lockfile) {
  const args = ['plan', '--format', 'json', '--platform', 'linux-x64-glibc', '--registry', 'https://registry.example', lockfile]
  const { status, stdout } = spawnSync(cafs, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  const packages = status === 0 ? JSON.parse(stdout).packages : undefined
  return packages?.some(({ unfetchable }) => unfetchable) ? undefined : packages
}

function shown(entries) {
  const line = ({ id, key, name, integrity, url, bin, prefix }) => JSON.stringify([id, key, name, integrity, url, bin ?? null, prefix ?? null])
  return entries.map(line).sort().join('\n')
}

function difference(a, b) {
  const [left, right] = [a, b].map((text) => text.split('\n'))
  const only = (one, other, sign) => one.filter((line) => !other.includes(line)).map((line) => `${sign} ${line}`)
  return [...only(left, right, 'nix:  '), ...only(right, left, 'cafs: ')].slice(0, 4).join('\n')
}

if (command === 'make') make(Number(rest[0]), Number(rest[1]), rest.slice(2))
else compare(JSON.parse(readFileSync(rest[0], 'utf8')))
