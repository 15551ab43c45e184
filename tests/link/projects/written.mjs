// Projects that are written here: their files, and their lockfile, which tests/link/update has pnpm make.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The lockfile of a written project. */
export const lockfileOf = (name) => fileURLToPath(new URL(`../lockfiles/${name}.yaml`, import.meta.url))

/** Writes { path: text, bytes, or what becomes JSON } below `root`. */
export function writeFiles(root, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    const isText = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(join(root, path), isText ? content : `${JSON.stringify(content, undefined, 2)}\n`)
    chmodSync(join(root, path), 0o644)
  }
}

export function addLockfile(root, name) {
  copyFileSync(lockfileOf(name), join(root, 'pnpm-lock.yaml'))
}
