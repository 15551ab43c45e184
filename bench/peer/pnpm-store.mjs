// A store written by pnpm's own library, with the package indexes that pnpm 10 puts beside the contents.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { require } from '../../scripts/lib/node-tools.mjs'

const { createCafs, getIndexFilePathInCafs } = require('@pnpm/store.cafs')

export function openStore(directory) {
  const root = join(directory, 'v10')
  return { root, cafs: createCafs(root) }
}

export function addTarball(store, { tarball, id, integrity }) {
  const bytes = readFileSync(tarball)
  checkTarball(bytes, tarball, integrity)
  const { filesIndex, manifest } = store.cafs.addFilesFromTarball(bytes, true)
  const files = toRecords(filesIndex)
  const { name, version, scripts } = manifest ?? {}
  const index = { name, version, requiresBuild: requiresBuild(scripts, files), files }
  writeWhole(getIndexFilePathInCafs(store.root, integrity, id), JSON.stringify(index))
}

function checkTarball(bytes, tarball, integrity) {
  const algorithm = integrity.slice(0, integrity.indexOf('-'))
  const found = `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`
  if (found !== integrity) throw new Error(`${tarball}: expected ${integrity}, got ${found}`)
}

function toRecords(filesIndex) {
  const records = {}
  for (const [path, { checkedAt, integrity, mode, size }] of Object.entries(filesIndex)) {
    records[path] = { checkedAt, integrity: integrity.toString(), mode, size }
  }
  return records
}

function requiresBuild(scripts, files) {
  if (scripts?.preinstall || scripts?.install || scripts?.postinstall) return true
  return Object.keys(files).some((path) => path === 'binding.gyp' || /^\.hooks[\\/]/.test(path))
}

function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, text)
  renameSync(temporary, path)
}
