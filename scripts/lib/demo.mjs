// The steps of scripts/demo.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { acceptsAll } from './acceptance.mjs'
import { optionalArgument, runCommand, UsageError } from './command.mjs'
import { versions } from './demo-pnpm.mjs'
import { writeJsonLines } from './json-lines.mjs'
import { npmConfig, registriesOf } from './npm-config.mjs'
import { optionsOf, planOf } from './plan.mjs'
import { thisPlatform } from './platform.mjs'
import { progress } from './progress.mjs'
import { differencesOf, sizeOf } from './stores.mjs'
import { grouped, table } from './table.mjs'
import { cacheDirectory, toBatch } from './tarball-cache.mjs'
import { temporaryDirectory } from './temporary.mjs'
import { cafs, runTool } from './tools.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const example = join(root, 'examples/app/pnpm-lock.yaml')
const peer = join(root, 'bench/peer/pnpm-cafs-add-all.mjs')
const options = { all: { type: 'boolean' }, pnpm: { type: 'string', default: '10' } }

await runCommand('demo', 'scripts/demo [--pnpm 10|11|12] [--all] [LOCKFILE]', async () => {
  const { values, argument } = optionalArgument(options)
  const version = versions[values.pnpm]
  if (!version) throw new UsageError(`--pnpm: want 10, 11 or 12, not '${values.pnpm}'`)
  const lockfile = resolve(argument ?? example)
  if (!existsSync(lockfile)) throw new Error(`no such lockfile: ${lockfile}`)

  const entries = await fetched(lockfile, values.all ? undefined : thisPlatform())
  const work = temporaryDirectory('demo')
  const store = assembled(work, entries, version)
  if (values.all || lockfile !== example) await accept(store, entries, work, version, values.pnpm)
  if (lockfile === example) await installExample(store, work, version, values.pnpm)
  console.log(next(lockfile))
})

/** The packages of a lockfile, with their tarballs in the cache, which curl has downloaded. */
async function fetched(lockfile, platform) {
  const wanted = { registries: registriesOf(npmConfig(dirname(lockfile))), platform }
  const plan = planOf(lockfile, wanted)
  if (plan.skipped > 0) console.log(`left out: ${plan.skipped} that come from no registry`)
  const tarballs = ['--tarballs', join(cacheDirectory(), 'tarballs')]
  await download(runTool(cafs, ['plan', '--format', 'curl', ...tarballs, ...optionsOf(wanted), lockfile]))
  return plan.entries
}

/** Has curl download the files of its config, and shows how many tarballs there are already. */
async function download(config) {
  const files = [...config.matchAll(/^output = "(.*)"$/gm)].map(([, file]) => file).filter((file) => file !== '/dev/null')
  if (files.length === 0) return
  const tell = progress('tarballs downloaded', files.length)
  let seen = 0
  const look = () => {
    const now = files.filter((file) => existsSync(file)).length
    while (seen < now) tell(++seen)
  }
  const child = spawn('curl', ['--disable', '--no-progress-meter', '--parallel', '--config', '-'], { stdio: ['pipe', 'inherit', 'inherit'] })
  const watch = setInterval(look, 200)
  const status = await new Promise((done, fail) => {
    child.on('error', fail).on('close', done)
    child.stdin.on('error', () => {}).end(config)
  }).finally(() => clearInterval(watch))
  look()
  if (status !== 0) throw new Error('curl could not download all tarballs; what it has is kept')
}

/** Writes the store, and prints the time. A v10 store is compared with the one that pnpm's own library writes. */
function assembled(work, entries, version) {
  const list = join(work, 'list')
  writeJsonLines(list, entries.map(toBatch))
  for (const entry of entries) readFileSync(toBatch(entry).tarball)
  const stores = { cafs: join(work, 'cafs'), peer: join(work, 'peer') }
  const row = (name, store, seconds) => {
    const { files, bytes } = sizeOf(store, version.store)
    return [name, ...[entries.length, files, bytes].map(grouped), seconds.toFixed(2)]
  }
  const cafsSeconds = secondsOf(cafs, ['add', '--store', stores.cafs, ...version.options, '--batch', list])
  const rows = [['', 'packages', 'files', 'bytes', 'seconds'], row('cafs add --batch', stores.cafs, cafsSeconds)]
  if (version.store !== 'v10') {
    console.log(table(rows))
    return stores.cafs
  }
  const peerSeconds = secondsOf(process.execPath, [peer, stores.peer, list])
  console.log(table([...rows, row("pnpm's library", stores.peer, peerSeconds)]))
  console.log(`cafs is ${(peerSeconds / cafsSeconds).toFixed(1)} times as fast`)
  compare(stores)
  return stores.cafs
}

function secondsOf(command, args) {
  const start = performance.now()
  const { status, error, stderr, stdout } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const seconds = (performance.now() - start) / 1000
  if (error) throw error
  if (status !== 0) throw new Error(`${stderr || stdout}`.trim())
  return seconds
}

function compare(stores) {
  const differences = differencesOf(stores.peer, stores.cafs)
  for (const line of differences) console.error(`differs: ${line}`)
  if (differences.length > 0) throw new Error(`the two stores have ${differences.length} differences`)
  console.log('the two stores are identical: names, bytes, executable bits, indexes')
}

async function accept(store, entries, work, version, name) {
  await acceptsAll(store, entries, work, (args, cwd) => version.run(args, { cwd, home: work, store }))
  console.log(`pnpm ${name}, offline, has hashed every file and takes all ${entries.length} packages`)
}

async function installExample(store, work, version, name) {
  const app = join(work, 'app')
  cpSync(dirname(example), app, { recursive: true })
  const args = ['install', '--offline', '--frozen-lockfile', ...version.flags]
  await version.run(args, { cwd: app, home: work, store })
  console.log(`pnpm ${name}: ${args.join(' ')} has hashed every file; the program says:`)
  const program = spawnSync(process.execPath, ['build.mjs'], { cwd: app, encoding: 'utf8' })
  console.log(program.stdout.trimEnd().replace(/^/gm, '  '))
  if (program.status !== 0) throw new Error(`the example's program failed: ${program.stderr.trim()}`)
}

/** A hint for the next step, with the user's own lockfile. */
function next(lockfile) {
  const docs = relative(process.cwd(), join(root, 'docs')) || '.'
  if (lockfile === example) return `Next, with your own lockfile: scripts/demo path/to/pnpm-lock.yaml`
  return `Next: use it in your project: ${docs}/app.md with Nix, ${docs}/without-nix.md without. The tool: ${cafs}`
}
