// The steps of scripts/demo.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { acceptsAll, offlineEnvironment } from './acceptance.mjs'
import { optionalArgument, runCommand } from './command.mjs'
import { writeJsonLines } from './json-lines.mjs'
import { npmConfig, registriesOf } from './npm-config.mjs'
import { optionsOf, planOf } from './plan.mjs'
import { thisPlatform } from './platform.mjs'
import { pnpm } from './pnpm.mjs'
import { differencesOf, sizeOf } from './stores.mjs'
import { grouped, table } from './table.mjs'
import { cacheDirectory, toBatch } from './tarball-cache.mjs'
import { temporaryDirectory } from './temporary.mjs'
import { cafs, runTool } from './tools.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const example = join(root, 'examples/app/pnpm-lock.yaml')
const peer = join(root, 'bench/peer/pnpm-cafs-add-all.mjs')

await runCommand('demo', 'scripts/demo [--all] [LOCKFILE]', async () => {
  const { values, argument } = optionalArgument({ all: { type: 'boolean' } })
  const lockfile = resolve(argument ?? example)
  if (!existsSync(lockfile)) throw new Error(`no such lockfile: ${lockfile}`)

  const entries = fetched(lockfile, values.all ? undefined : thisPlatform())
  const work = temporaryDirectory('demo')
  const stores = assembled(work, entries)
  compare(stores)
  if (values.all || lockfile !== example) await accept(stores.cafs, entries, work)
  if (lockfile === example) await installExample(stores.cafs, work)
})

/** The packages of a lockfile, with their tarballs in the cache, which curl has downloaded. */
function fetched(lockfile, platform) {
  const wanted = { registries: registriesOf(npmConfig(dirname(lockfile))), platform }
  const plan = planOf(lockfile, wanted)
  if (plan.skipped > 0) console.log(`left out: ${plan.skipped} that come from no registry`)
  const tarballs = ['--tarballs', join(cacheDirectory(), 'tarballs')]
  const config = runTool(cafs, ['plan', '--format', 'curl', ...tarballs, ...optionsOf(wanted), lockfile])
  download(config)
  return plan.entries
}

function download(config) {
  const meter = process.stderr.isTTY ? [] : ['--no-progress-meter']
  const stdio = ['pipe', 'inherit', 'inherit']
  const { status, error } = spawnSync('curl', ['--disable', ...meter, '--parallel', '--config', '-'], { input: config, stdio })
  if (error) throw error
  if (status !== 0) throw new Error('curl could not download all tarballs; what it has is kept')
}

/** Writes the store twice, by cafs and by pnpm's library, and prints what each took. */
function assembled(work, entries) {
  const list = join(work, 'list')
  writeJsonLines(list, entries.map(toBatch))
  for (const entry of entries) readFileSync(toBatch(entry).tarball)
  const stores = { cafs: join(work, 'cafs'), peer: join(work, 'peer') }
  const cafsSeconds = secondsOf(cafs, ['add', '--store', stores.cafs, '--batch', list])
  const peerSeconds = secondsOf(process.execPath, [peer, stores.peer, list])
  printTable(entries, stores, cafsSeconds, peerSeconds)
  return stores
}

function secondsOf(command, args) {
  const start = performance.now()
  const { status, error, stderr, stdout } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const seconds = (performance.now() - start) / 1000
  if (error) throw error
  if (status !== 0) throw new Error(`${stderr || stdout}`.trim())
  return seconds
}

function printTable(entries, stores, cafsSeconds, peerSeconds) {
  const row = (name, store, seconds) => {
    const { files, bytes } = sizeOf(store)
    return [name, ...[entries.length, files, bytes].map(grouped), seconds.toFixed(2)]
  }
  const head = ['', 'packages', 'files', 'bytes', 'seconds']
  const ours = row('cafs add --batch', stores.cafs, cafsSeconds)
  console.log(table([head, ours, row("pnpm's library", stores.peer, peerSeconds)]))
  console.log(`cafs is ${(peerSeconds / cafsSeconds).toFixed(1)} times as fast`)
}

function compare(stores) {
  const differences = differencesOf(stores.peer, stores.cafs)
  for (const line of differences) console.error(`differs: ${line}`)
  if (differences.length > 0) throw new Error(`the two stores have ${differences.length} differences`)
  console.log('the two stores are identical: names, bytes, executable bits, indexes')
}

async function accept(store, entries, work) {
  await acceptsAll(store, entries, work)
  console.log(`pnpm, offline, has hashed every file and takes all ${entries.length} packages`)
}

async function installExample(store, work) {
  const app = join(work, 'app')
  cpSync(dirname(example), app, { recursive: true })
  const args = ['install', '--offline', '--frozen-lockfile']
  await pnpm(args, { cwd: app, env: offlineEnvironment(work, store) })
  console.log(`pnpm ${args.join(' ')} has hashed every file; the program says:`)
  const program = spawnSync(process.execPath, ['build.mjs'], { cwd: app, encoding: 'utf8' })
  console.log(program.stdout.trimEnd().replace(/^/gm, '  '))
  if (program.status !== 0) throw new Error(`the example's program failed: ${program.stderr.trim()}`)
}
