#!/usr/bin/env node
// Packed stores of v11 and v3, as nixpkgs' own pnpmConfigHook takes them: the other pnpms install from the output of
// `cafs merge --pack`, by the same steps as in that hook. The text of the database is what sqlite3 itself dumps of a
// merged store, and sqlite3 makes a database of it that pnpm reads.
import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../../scripts/lib/command.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'
import { add, anotherUser, closed, packages, pnpm, projectOf, versions, workplace } from './peers.mjs'

// For each pnpm: the .fetcher-version that nixpkgs has for it, and the options of `cafs merge`.
const packs = {
  9: { fetcher: '3', options: [] },
  11: { fetcher: '4', options: [] },
  12: { fetcher: '5', options: ['--fetcher-version', '5'] },
}

const archive = 'pnpm-store.tar.zst'

await runCommand('packed', 'packed.mjs', async () => {
  const work = workplace('packed')
  const entries = await packages()
  for (const store of new Set(Object.values(versions).map((version) => version.store))) {
    add(entries, { store }, fragmentOf(work, store), work)
  }
  compareDump(work)
  for (const [name, { fetcher, options }] of Object.entries(packs)) await install(name, fetcher, options, work)
  const [four, five] = ['11', '12'].map((name) => readFileSync(join(work, `packed-${name}`, archive)))
  if (!four.equals(five)) throw new Error(`${archive}: more than the number is different for fetcher version 5`)
})

function fragmentOf(work, store) {
  return join(work, `fragment-${store}`)
}

function pack(work, store, name, options = []) {
  const packed = join(work, name)
  runTool(cafs, ['merge', '--pack', '--store', packed, '--store-version', store, ...options, fragmentOf(work, store)])
  return packed
}

function unpack(packed, store) {
  mkdirSync(store)
  execFileSync('tar', ['--zstd', '-xf', join(packed, archive), '-C', store])
  execFileSync('chmod', ['-R', '+w', store])
}

/**
 * Compares the text in a packed store with sqlite3's dumps of a merged store, and of the database made of that text.
 */
function compareDump(work) {
  const [merged, unpacked] = [join(work, 'merged'), join(work, 'dumped')]
  runTool(cafs, ['merge', '--store', merged, '--store-version', 'v11', fragmentOf(work, 'v11')])
  unpack(pack(work, 'v11', 'packed-for-dump'), unpacked)
  const text = readFileSync(join(unpacked, 'v11', 'index.db.sql'))
  loadDatabase(unpacked)
  for (const store of [merged, unpacked]) {
    const dump = execFileSync('sqlite3', [join(store, 'v11', 'index.db'), '.dump'], { maxBuffer: 1 << 28 })
    if (!dump.equals(text)) throw new Error(`sqlite3 dumps something else of ${store}`)
  }
  const { length } = text.toString().match(/^INSERT/gm)
  console.log(`index.db.sql: what sqlite3 ${sqliteVersion()} dumps of a merged store, ${length} rows, ${text.length} bytes`)
}

function sqliteVersion() {
  return execFileSync('sqlite3', ['--version'], { encoding: 'utf8' }).split(' ')[0]
}

/** Makes the database of the text, and removes the text. */
function loadDatabase(store) {
  const text = join(store, 'v11', 'index.db.sql')
  if (!existsSync(text)) return
  execFileSync('sqlite3', [join(store, 'v11', 'index.db')], { stdio: [openSync(text), 'inherit', 'inherit'] })
  rmSync(text)
}

async function install(name, fetcher, options, work) {
  const version = versions[name]
  const packed = pack(work, version.store, `packed-${name}`, options)
  const told = readFileSync(join(packed, '.fetcher-version'), 'utf8').trim()
  if (told !== fetcher) throw new Error(`.fetcher-version is ${told}, want ${fetcher}`)
  const project = await projectOf(`project-${name}`, work)
  const store = join(project, 'store')
  unpack(packed, store)
  loadDatabase(store)
  await installAsNixpkgs(version, work, project, store)
  const manifest = join(project, 'node_modules', 'mustache-0.7.3', 'package.json')
  if (JSON.parse(readFileSync(manifest, 'utf8')).version !== '0.7.3' || lstatSync(manifest).nlink !== 1) {
    throw new Error(`pnpm ${name}: what is installed is not the store's, copied`)
  }
  console.log(`pnpm ${name}: installed from a packed store of ${version.store}, .fetcher-version ${told}, as nixpkgs' hook has it`)
}

async function installAsNixpkgs(version, work, project, store) {
  const user = anotherUser(project)
  const settings = { registry: closed, fetch_retries: 0, pm_on_fail: 'ignore', trust_lockfile: true }
  const call = (...args) => pnpm(version, work, args, project, settings, user)
  await call('config', 'set', 'store-dir', store)
  await call('config', 'set', 'package-import-method', 'clone-or-copy')
  await call('install', '--offline', '--ignore-scripts', '--frozen-lockfile')
}
