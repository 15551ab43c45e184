// readers.mjs make DIRECTORY SEED COUNT LOCKFILE...: makes changed copies of lockfiles; prints the question about each
// for Nix.
// readers.mjs compare DIRECTORY PLANS: compares the plans by Nix with those by cafs plan.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isWhole, planOfPnpm } from '../../scripts/lib/pnpm-plan.mjs'
import { cafs } from '../../scripts/lib/tools.mjs'
import { changed, generator } from './lockfile-changes.mjs'
import { excerpt } from './lockfile-excerpt.mjs'

const [command, directory, ...rest] = process.argv.slice(2)
const platforms = ['all', 'linux-x64-glibc', 'linux-x64-musl', 'darwin-arm64']
const large = 20_000 // bytes

/** The question about the lockfile of this number: its plan for a platform, for some projects or all. */
const questionOf = (name) => ({
  platform: platforms[Number(name) % platforms.length],
  importers: Number(name) % 3 === 0 ? ['.'] : [],
})

function make(seed, count, lockfiles) {
  const texts = lockfiles.map((lockfile) => readFileSync(lockfile, 'utf8'))
  const questions = []
  for (let i = seed; i < seed + count; i++) {
    const below = generator(i)
    const text = texts[below(texts.length)]
    writeFileSync(join(directory, `${i}.yaml`), changed(text.length > large ? excerpt(text, below) : text, below))
    questions.push({ name: String(i), ...questionOf(i) })
  }
  console.log(JSON.stringify(questions))
}

async function compare(plans) {
  const seen = { both: 0, cafs: 0, nix: 0, none: 0 }
  const left = [...plans]
  const worker = async () => {
    for (let one = left.pop(); one; one = left.pop()) seen[await outcomeOf(one)]++
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  console.log(JSON.stringify(seen))
}

/** Which of both read the lockfile. Reports it if they differ. */
async function outcomeOf({ name, plan }) {
  const path = join(directory, `${name}.yaml`)
  const native = await planOf(path, questionOf(name))
  const refused = plan && new Set(plan.filter((entry) => entry.error).map(({ id }) => id))
  const found = plan?.filter(({ id }) => !refused.has(id))
  if (!native.packages) {
    if (!native.why) report(name, 'cafs plan ended without a line that says why')
    if (!plan || refused.size > 0) return 'none'
    if (!isOfAnotherKind(native.why) && !isOfOldYaml(path, native.why) && (await isReadByPnpm(path))) report(name, `Nix alone reads it, and so does pnpm: ${native.why}`)
    return 'nix'
  }
  if (!plan) return 'cafs'
  // Nix refuses one package, or all of an id, where cafs refuses a lockfile.
  const [left, right] = [shown(found), shown(native.packages.filter(({ id }) => !refused.has(id)))]
  if (left !== right) report(name, `the plans differ:\n${difference(left, right)}`)
  return native.packages.some(({ id }) => refused.has(id)) ? 'cafs' : 'both'
}

/** Whether cafs refuses it for a field of a kind that pnpm does not write there. */
const isOfAnotherKind = (why) => /: want a (text|mapping|list)/.test(why)

/**
 * Whether cafs refuses it for a tab, a character that is a line break in YAML 1.1, a key of more than 1024 characters
 * without a question mark, or a key that is no text: pnpm does not write these, but reads them.
 */
function isOfOldYaml(path, why) {
  const line = Number(/: line (\d+): /.exec(why)?.[1])
  const [before, named] = readFileSync(path, 'utf8').split(/\r\n|\n|\r/).slice(Math.max(line - 2, 0), line)
  if (/only YAML 1.1|a key that is no scalar|control characters/.test(why)) return true
  return (/tab character|start any token|expected ':'|expected <block end>|mapping values/.test(why) && (/\t/.test(`${before}${named ?? ''}`) || `${before}${named ?? ''}`.length > 1024))
}

function report(name, what) {
  process.exitCode = 1
  console.error(`FAILED: ${name}: ${what}`)
}

function planOf(lockfile, { platform, importers }) {
  const forPlatform = platform === 'all' ? ['--all-platforms'] : ['--platform', platform]
  const registries = ['https://registry.example', '@jsr=https://jsr.example', 'work:=https://work.example']
  const args = ['plan', '--format', 'json', '--skip-unfetchable', ...forPlatform]
  args.push(...importers.flatMap((importer) => ['--importer', importer]), ...registries.flatMap((registry) => ['--registry', registry]), lockfile)
  return new Promise((resolve) => {
    execFile(cafs, args, { encoding: 'utf8', maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (!error) resolve({ packages: JSON.parse(stdout).packages.filter(({ unfetchable }) => !unfetchable) })
      else resolve({ why: error.code === 1 && /^cafs plan: .+\n$/.test(stderr) ? stderr.trim() : undefined })
    })
  })
}

/** Whether pnpm's own library makes a plan of it, and finds all that it refers to. */
async function isReadByPnpm(path) {
  try {
    await planOfPnpm(path, { default: 'https://registry.example/' })
    return await isWhole(path)
  } catch {
    return false
  }
}

function shown(entries) {
  const line = ({ id, key, name, integrity, url, bin, prefix }) => JSON.stringify([id, key, name, integrity, url ?? null, bin ?? null, prefix ?? null])
  return entries.map(line).sort().join('\n')
}

function difference(a, b) {
  const [left, right] = [a, b].map((text) => text.split('\n'))
  const only = (one, other, sign) => one.filter((line) => !other.includes(line)).map((line) => `${sign} ${line}`)
  return [...only(left, right, 'nix:  '), ...only(right, left, 'cafs: ')].slice(0, 4).join('\n')
}

if (command === 'make') make(Number(rest[0]), Number(rest[1]), rest.slice(2))
else await compare(JSON.parse(readFileSync(rest[0], 'utf8')))
