// A lockfile, read by pnpm's own library.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { require } from './node-tools.mjs'

const { readWantedLockfile } = require('@pnpm/lockfile.fs')

/**
 * The lockfile objects of a file. A file of pnpm 11 or 12 may hold two documents, the first for the packages that pnpm
 * itself needs; the library reads only the last one, so each is read on its own.
 */
export async function readLockfiles(path) {
  const text = readFileSync(path, 'utf8')
  const documents = text.replace(/^\uFEFF?---\n/, '').split(/\n---\n/)
  const lockfiles = []
  for (const document of documents) lockfiles.push(await parseLockfile(document, path))
  return lockfiles
}

async function parseLockfile(text, path) {
  const directory = mkdtempSync(join(tmpdir(), 'cafs-lockfile-'))
  try {
    writeFileSync(join(directory, 'pnpm-lock.yaml'), text)
    return await readWantedLockfile(directory, { ignoreIncompatible: false })
  } catch (error) {
    throw new Error(`${path}: ${error.message.replaceAll(`${directory}/`, '')}`)
  } finally {
    rmSync(directory, { recursive: true })
  }
}
