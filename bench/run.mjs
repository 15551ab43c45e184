// The order of things in bench/run: check, load, measure part by part, report after each.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { commandLine, runCommand, UsageError } from '../scripts/lib/command.mjs'
import { temporaryDirectory } from '../scripts/lib/temporary.mjs'
import { loadCorpus, packedSize, unpackedSize } from './lib/corpus.mjs'
import { checkSpace, openDisk } from './lib/disk.mjs'
import { machine, sha512Of, versions } from './lib/machine.mjs'
import { cafs, pnpms, root } from './lib/tools.mjs'
import { printPart } from './report/console.mjs'
import { headLines } from './report/text.mjs'
import { writeReport } from './report/write.mjs'

const parts = ['single', 'corpus', 'merge', 'rows', 'link', 'nix', 'ways', 'monorepo', 'modules', 'install']
const usage = 'bench/run [--corpus LOCKFILE] [--quick] [--only PART,...] [--dir DIR] [--fresh-ext4] [--out DIR]'
const options = {
  corpus: { type: 'string', default: join(root, 'examples/app/pnpm-lock.yaml') },
  quick: { type: 'boolean', default: false },
  only: { type: 'string' },
  dir: { type: 'string', default: tmpdir() },
  'fresh-ext4': { type: 'boolean', default: false },
  out: { type: 'string', default: join(root, 'build/bench/results') },
}

await runCommand('bench/run', usage, async () => {
  const { values } = commandLine(options, 0)
  const chosen = await chosenParts(values.only)
  const dir = resolve(values.dir)
  if (!existsSync(dir)) throw new Error(`no such directory: ${dir}`)
  const bench = await prepared(values, dir, Object.values(chosen))
  const results = { ...headOf(bench, dir), parts: {} }
  headLines(results).forEach((line) => console.log(line))
  for (const [name, part] of Object.entries(chosen)) {
    results.parts[name] = await measured(part, bench)
    results.corpus.files ??= results.parts[name].contentFiles
    printPart(results.parts[name])
    writeReport(results, resolve(values.out))
  }
  console.log(`\nwritten: ${writeReport(results, resolve(values.out)).join(' ')}`)
  return Object.values(results.parts).some(({ error }) => error) ? 1 : 0
})

/** { name: module } of those that --only names, else of all. */
async function chosenParts(only) {
  const names = only?.split(',') ?? parts
  const unknown = names.find((name) => !parts.includes(name))
  if (unknown !== undefined) throw new UsageError(`--only: no part ‘${unknown}’; there are ${parts.join(', ')}`)
  const modules = names.map(async (name) => [name, await import(`./parts/${name}.mjs`)])
  return Object.fromEntries(await Promise.all(modules))
}

async function prepared(values, dir, chosen) {
  const corpus = await loadCorpus(values.corpus)
  const rounds = values.quick ? 3 : 5
  const disk = openDisk(dir, values['fresh-ext4'])
  checkSpace(disk, dir, chosen.map((part) => part.space(corpus)), rounds)
  return { corpus, rounds, disk, isQuick: values.quick, work: temporaryDirectory('bench-lists') }
}

function headOf({ corpus, rounds, disk }, dir) {
  const { lockfile, packages, leftOut } = corpus
  const sizes = { packages: packages.length, packed: packedSize(packages), unpacked: unpackedSize(packages) }
  return {
    date: new Date().toISOString(),
    commit: commit(),
    machine: { ...machine(), sha512: sha512Of(cafs) },
    versions: versions(toolVersions()),
    corpus: { lockfile: basename(lockfile), leftOut, ...sizes },
    rounds,
    dir,
    disk: disk.kind,
  }
}

/** The commit of this project; undefined if git knows none. */
function commit() {
  const { stdout } = spawnSync('git', ['-C', root, 'describe', '--always', '--dirty'], { encoding: 'utf8' })
  return stdout?.trim() || undefined
}

function toolVersions() {
  const ask = (command) => [...command, '--version']
  const peers = Object.entries(pnpms).map(([name, command]) => [name.replace(' ', '').replace(/\..*/, ''), ask(command)])
  const others = ['bash', 'cp', 'rsync', 'nix-build'].map((name) => [name, ask([name])])
  return {
    cafs: ask([cafs]),
    node: ask([process.execPath]),
    ...Object.fromEntries([...peers, ...others]),
    nginx: ['bash', '-c', 'nginx -v 2>&1'],
  }
}

/** The results of a part, or its error: a part that fails does not stop the others. */
async function measured({ title, run }, bench) {
  try {
    return { title, ...(await run(bench)) }
  } catch (error) {
    const [line] = error.message.split('\n')
    console.error(`bench/run: ${title}: ${line}`)
    return { title, error: line }
  }
}
