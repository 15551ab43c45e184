// The project of the corpus.
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { generate } from '../../scripts/lib/generated-workspace.mjs'

/**
 * Makes `project` from the files beside a lockfile. If the lockfile has no package.json beside it, the project is made
 * up; `note` is then called with each thing that is left out.
 */
export async function projectOf(lockfile, project, note) {
  if (!existsSync(join(dirname(lockfile), 'package.json'))) {
    mkdirSync(project)
    return generate(lockfile, project, note)
  }
  const filter = (path) => !['node_modules', 'dist', '.git'].includes(basename(path))
  cpSync(dirname(lockfile), project, { recursive: true, filter })
  cpSync(lockfile, join(project, 'pnpm-lock.yaml'))
}
