// The workspace of a pnpm-lock.yaml, of which there is nothing else: its manifests are made of the lockfile.
import { basename, dirname } from 'node:path'
import { existsSync } from 'node:fs'
import { Skipped } from '../skipped.mjs'
import { generate } from '../../../scripts/lib/generated-workspace.mjs'

/** `file`, or the `variable` of the environment that names it. */
export function ofLockfile({ file, variable, name = `${basename(dirname(file))}/${basename(file)}` }) {
  return {
    name,
    async write(root, major, note = () => {}) {
      const path = file ?? process.env[variable]
      if (!path) throw new Skipped(`${variable} names no lockfile`)
      if (!existsSync(path)) throw new Skipped(`there is no ${path}`)
      await generate(path, root, note)
    },
  }
}
