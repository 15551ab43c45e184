// tests/nix/pnpm-plan.mjs LOCKFILE [--all-platforms | --platform OS-CPU[-LIBC]]: the plan that pnpm's own library makes of a
// lockfile, a line `ID INTEGRITY URL` for each package.
import { dirname } from 'node:path'
import { commandLine, runCommand } from '../../scripts/lib/command.mjs'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { parsePlatform, thisPlatform } from '../../scripts/lib/platform.mjs'
import { planOfPnpm } from '../../scripts/lib/pnpm-plan.mjs'

await runCommand('pnpm-plan', 'pnpm-plan.mjs LOCKFILE [--all-platforms | --platform OS-CPU[-LIBC]]', async () => {
  const { values, positionals } = commandLine({ 'all-platforms': { type: 'boolean' }, platform: { type: 'string' } }, 1)
  const [path] = positionals
  const named = values.platform ? parsePlatform(values.platform) : thisPlatform()
  const plan = await planOfPnpm(path, registriesOf(npmConfig(dirname(path))), values['all-platforms'] ? undefined : named)
  for (const { id, integrity, url } of plan.values()) console.log(id, integrity, url)
})
