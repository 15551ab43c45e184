// Files of a tree that is described in JavaScript.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes { path: text, bytes, or what becomes JSON } below `root`. */
export function writeFiles(root, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    const isText = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(join(root, path), isText ? content : `${JSON.stringify(content, undefined, 2)}\n`)
    chmodSync(join(root, path), 0o644)
  }
}
