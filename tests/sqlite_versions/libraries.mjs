// Versions of SQLite as shared libraries, from the sources in npm packages of pnpm-lock.yaml.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { cacheDirectory, ensureTarballs, tarballPath } from '../../scripts/lib/tarball-cache.mjs'

const here = dirname(fileURLToPath(import.meta.url))

// Build options that could change the written bytes: Debian's SQLite overwrites deleted data, these do not; and the new
// one has another page size, and auto-vacuum, which adds pages of its own.
const always = ['-O0', '-w', '-shared', '-fPIC', '-Wl,-soname,libsqlite3.so.0', '-DSQLITE_ENABLE_DESERIALIZE']
const options = {
  'better-sqlite3@7.0.0': [],
  'better-sqlite3@13.2.0': ['-DSQLITE_DEFAULT_PAGE_SIZE=8192', '-DSQLITE_DEFAULT_AUTOVACUUM=1'],
}

export class Unreachable extends Error {}

/** [{ version, number, directory }]: the directory has a libsqlite3.so.0 of that version. */
export async function libraries() {
  const { entries } = planOf(join(here, 'pnpm-lock.yaml'), { registries: registriesOf(npmConfig(here)) })
  await ensureTarballs(entries, here).catch((error) => {
    throw new Unreachable(error.message)
  })
  return entries.map(built)
}

function built(entry) {
  const flags = [...always, ...options[entry.id]]
  const key = createHash('sha256').update([entry.integrity, ...flags].join(' ')).digest('hex').slice(0, 12)
  const directory = join(cacheDirectory(), `sqlite-${key}`)
  if (!existsSync(directory)) build(entry, flags, directory)
  const [, version] = /^#define SQLITE_VERSION +"(.*)"/m.exec(readFileSync(join(directory, 'version.h'), 'utf8'))
  const [major, minor, patch] = version.split('.').map(Number)
  return { version, number: (major * 1000 + minor) * 1000 + patch, directory }
}

function build(entry, flags, directory) {
  const work = mkdtempSync(join(cacheDirectory(), '.sqlite-'))
  try {
    const source = unpacked(tarballPath(entry), work)
    const library = join(work, 'library')
    mkdirSync(library)
    execFileSync('sh', ['-c', 'grep "define SQLITE_VERSION " "$1" >"$2/version.h"', 'sh', source, library])
    execFileSync('cc', [...flags, '-o', join(library, 'libsqlite3.so.0'), source, '-lm', '-ldl', '-lpthread'])
    renameSync(library, directory)
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** The path of the single source file; old packages have it inside of an archive. */
function unpacked(tarball, work) {
  execFileSync('tar', ['-xzf', tarball, '-C', work, 'package/deps'])
  const deps = join(work, 'package', 'deps')
  const archive = join(deps, 'sqlite3.tar.gz')
  if (!existsSync(archive)) return join(deps, 'sqlite3', 'sqlite3.c')
  execFileSync('tar', ['-xzf', archive, '-C', deps])
  return join(deps, 'sqlite3.c')
}
