// The downloaded tarballs, outside the tree, named by digest. A file under its final name is complete.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkIntegrity } from './integrity.mjs'
import { require } from './node-tools.mjs'
import { fetchOptions, npmConfig } from './npm-config.mjs'
import { forEachParallel } from './pool.mjs'
import { progress } from './progress.mjs'

const registryFetch = require('npm-registry-fetch')
const attempts = 4
const width = 16

export function cacheDirectory() {
  const { CAFS_CACHE, XDG_CACHE_HOME } = process.env
  return CAFS_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cafs')
}

export function tarballPath(entry) {
  return join(cacheDirectory(), 'tarballs', entry.file)
}

/** Downloads the tarballs that the cache lacks, with npm's configuration for `directory`. */
export async function ensureTarballs(entries, directory) {
  const missing = missingFrom(entries)
  if (missing.length === 0) return
  mkdirSync(join(cacheDirectory(), 'tarballs'), { recursive: true })
  const options = fetchOptions(npmConfig(directory), directory)
  const advance = progress('tarballs downloaded', missing.length)
  await forEachParallel(width, missing, async (entry) => {
    await fetchTarball(entry, options)
    advance()
  })
}

// Two package ids may share a tarball.
function missingFrom(entries) {
  const byFile = new Map(entries.map((entry) => [entry.file, entry]))
  return [...byFile.values()].filter((entry) => !existsSync(tarballPath(entry)))
}

async function fetchTarball(entry, options) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await download(entry, options)
    } catch (error) {
      if (attempt === attempts) throw new Error(`${entry.id}: ${error.message}`)
      await sleep(500 * 3 ** (attempt - 1))
    }
  }
}

async function download(entry, options) {
  const response = await registryFetch(entry.url, { ...options, retry: { retries: 0 } })
  const bytes = await response.buffer()
  checkIntegrity(bytes, entry.integrity)
  const path = tarballPath(entry)
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, bytes)
  renameSync(temporary, path)
}

/** The batch line of an entry, for `cafs add --batch`. */
export function toBatch(entry) {
  return { tarball: tarballPath(entry), id: entry.id, integrity: entry.integrity }
}
