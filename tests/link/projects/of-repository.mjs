// A project of this repository.
import { cpSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `more` has the project's other fields, see index.mjs. */
export function ofRepository(path, more) {
  const source = fileURLToPath(new URL(`../../../${path}`, import.meta.url))
  const filter = (file) => basename(file) !== 'node_modules'
  return { ...more, name: path, write: (root) => cpSync(source, root, { recursive: true, filter }) }
}
