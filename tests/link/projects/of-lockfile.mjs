// The workspace of a pnpm-lock.yaml without any other file: its manifests are made from the lockfile.
import { basename, dirname } from 'node:path'
import { existsSync } from 'node:fs'
import { Skipped } from '../skipped.mjs'
import { generate } from '../../../scripts/lib/generated-workspace.mjs'

/** The project of the lockfile `file`, or of the one that the environment variable `variable` names. */
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
