// The lockfiles of projects that are written here, which tests/link/update has pnpm make.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export { writeFiles } from '../../../scripts/lib/write-files.mjs'

/** The lockfile of a written project. */
export const lockfileOf = (name) => fileURLToPath(new URL(`../lockfiles/${name}.yaml`, import.meta.url))

export function addLockfile(root, name) {
  copyFileSync(lockfileOf(name), join(root, 'pnpm-lock.yaml'))
}
