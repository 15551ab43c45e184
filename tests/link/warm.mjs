// Installs with the real pnpm; the first time from the registry, so that its store has everything.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { npmConfig } from '../../scripts/lib/npm-config.mjs'
import { pnpms, runPnpm, storeOf } from './pnpms.mjs'
import { recordOf } from './record.mjs'
import { fresh } from './try-project.mjs'

/** pnpm's frozen install of the project, where it is. */
export function install({ project, major, directory, home }, more, env = {}) {
  const args = ['install', '--frozen-lockfile', '--ignore-scripts', ...(project.args ?? []), ...more]
  return runPnpm(major, args, { cwd: directory, home, env: { ...project.env?.(major), ...env } })
}

/**
 * Fetches the project's packages, once: offline, pnpm leaves out an optional package that is missing, without a word.
 */
export async function warm(context) {
  await fresh(context)
  const marker = join(storeOf(context.major), 'complete', keyOf(context))
  if (!existsSync(marker)) {
    const { registry } = npmConfig(context.directory)
    await install(context, [], registry ? { [`${pnpms[context.major].prefix}registry`]: registry } : {})
    mkdirSync(dirname(marker), { recursive: true })
    writeFileSync(marker, `${context.project.name}\n`)
  }
  rmSync(context.directory, { recursive: true })
}

function keyOf({ project, directory }) {
  const all = JSON.stringify([[...recordOf(directory)], project.args ?? []])
  return createHash('sha256').update(all).digest('hex').slice(0, 32)
}
