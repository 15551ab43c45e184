// A project of this repository.
import { cpSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

export function ofRepository(path) {
  const source = fileURLToPath(new URL(`../../../${path}`, import.meta.url))
  const filter = (file) => basename(file) !== 'node_modules'
  return { name: path, write: (root) => cpSync(source, root, { recursive: true, filter }) }
}
