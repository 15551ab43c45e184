#!/usr/bin/env node
// Prints the plan of a lockfile as JSON lines {"id","integrity","url","file"}: one for each package that
// the store needs, with the tarball's address in the registry that npm is configured for.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { commandLine, runCommand } from './lib/command.mjs'
import { toJsonLines } from './lib/json-lines.mjs'
import { npmConfig, registriesOf } from './lib/npm-config.mjs'
import { planOf } from './lib/plan.mjs'
import { parsePlatform, thisPlatform } from './lib/platform.mjs'

const usage = 'plan.mjs LOCKFILE [--all-platforms | --platform OS-CPU[-LIBC]]'

await runCommand('plan', usage, async () => {
  const options = { 'all-platforms': { type: 'boolean' }, platform: { type: 'string' } }
  const { values, positionals } = commandLine(options, 1)
  const [path] = positionals
  if (!existsSync(path)) throw new Error(`no such lockfile: ${path}`)
  const registries = registriesOf(npmConfig(dirname(path)))
  const { entries, skipped } = await planOf(path, { registries, platform: wantedPlatform(values) })
  reportSkipped(skipped)
  const printed = entries.map(({ id, integrity, url, file }) => ({ id, integrity, url, file }))
  process.stdout.write(toJsonLines(printed))
})

function wantedPlatform(values) {
  if (values['all-platforms']) return undefined
  return values.platform ? parsePlatform(values.platform) : thisPlatform()
}

function reportSkipped(skipped) {
  for (const reason of new Set(skipped.map((entry) => entry.reason))) {
    const ids = skipped.filter((entry) => entry.reason === reason).map((entry) => entry.id)
    const more = ids.length > 3 ? ` and ${ids.length - 3} more` : ''
    console.error(`plan: skipped, ${reason}: ${ids.slice(0, 3).join(', ')}${more}`)
  }
}
