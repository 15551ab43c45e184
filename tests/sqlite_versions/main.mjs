// Stores by cafs with several versions of SQLite: new databases have the same bytes, changed ones have the same rows.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runCommand } from '../../scripts/lib/command.mjs'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs } from '../../scripts/lib/tools.mjs'
import { END, file } from '../golden/writer/tar.mjs'
import { Unreachable, libraries } from './libraries.mjs'

const count = 400
const skipped = 77
const system = { version: "the system's" }

await runCommand('sqlite_versions', 'tests/sqlite_versions/run [TOOLS]', async () => {
  try {
    compare([system, ...(await libraries())], makePackages(temporaryDirectory('sqlite')))
    return 0
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    console.log(`sqlite_versions: SKIPPED: no sources of SQLite: ${error.message}`)
    return skipped
  }
})

function compare(all, work) {
  const [reference, ...others] = all.map((library) => stores(library, work))
  for (const { library, files, changed } of others) {
    const different = Object.keys(files).filter((name) => !files[name].equals(reference.files[name]))
    const by = `SQLite ${library.version}`
    if (different.length > 0) throw new Error(`${by}: not the bytes of ${system.version}: ${different.join(', ')}`)
    if (changed !== library.number) throw new Error(`${by}: a database was changed by version ${changed}`)
    console.log(`${by}: the bytes of ${system.version}: ${Object.keys(files).join(', ')}`)
  }
}

/**
 * { library, files, changed }: the files that have to be the same, and the version of SQLite that changed a database.
 */
function stores(library, work) {
  const directory = join(work, library.version)
  mkdirSync(directory)
  const path = (name) => join(directory, name)
  const v11 = (...args) => run(library, [args[0], '--store-version', 'v11', ...args.slice(1)])
  v11('add', '--store', path('fragment'), '--batch', join(work, 'all'))
  v11('add', '--store', path('added'), '--index', 'database', '--batch', join(work, 'all'))
  v11('merge', '--store', path('merged'), path('fragment'))
  v11('merge', '--pack', '--store', path('packed'), path('added'))
  v11('add', '--store', path('changed'), '--index', 'database', '--batch', join(work, 'half'))
  v11('add', '--store', path('changed'), '--index', 'database', '--batch', join(work, 'all'))
  v11('verify', path('changed'))
  // The system's SQLite reads the database that the other one wrote.
  run(system, ['merge', '--store-version', 'v11', '--store', path('again'), path('changed')])
  const files = {
    'new by cafs add': 'added/v11/index.db',
    'new by cafs merge': 'merged/v11/index.db',
    packed: 'packed/pnpm-store.tar.zst',
    'rows of a store that was added to': 'again/v11/index.db',
  }
  const bytes = Object.entries(files).map(([name, file]) => [name, readFileSync(path(file))])
  const changed = readFileSync(path('changed/v11/index.db')).readUInt32BE(96)
  return { library, files: Object.fromEntries(bytes), changed }
}

function run({ directory }, args) {
  const env = { ...process.env, ...(directory && { LD_LIBRARY_PATH: directory }) }
  execFileSync(cafs, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Packages of 1 to 120 files, and lists of all of them and of every second; rows of 0.3 to 15 KB. */
function makePackages(work) {
  const lines = Array.from({ length: count }, (_, number) => {
    const tarball = join(work, `${number}.tgz`)
    writeFileSync(tarball, packed(number, (number * 37) % 120))
    return { tarball }
  })
  writeJsonLines(join(work, 'all'), lines)
  writeJsonLines(join(work, 'half'), lines.filter((_, number) => number % 2 === 0))
  return work
}

function packed(number, files) {
  const manifest = JSON.stringify({ name: `package-${number}`, version: '1.0.0' })
  const contents = Array.from({ length: files }, (_, at) => file(`package/${at}.js`, `${number % 7} ${at}\n`))
  return gzipSync(Buffer.concat([file('package/package.json', manifest), ...contents, END]), { level: 1 })
}
