// tests/nix/pnpm-plan.mjs LOCKFILE [--all-platforms | --platform OS-CPU[-LIBC]]: the plan that pnpm's own library makes of a
// lockfile, a line `ID INTEGRITY URL` for each package.
import { dirname } from 'node:path'
import { commandLine, runCommand } from '../../scripts/lib/command.mjs'
import { require } from '../../scripts/lib/node-tools.mjs'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { isFor, parsePlatform, thisPlatform } from '../../scripts/lib/platform.mjs'
import { readLockfiles } from '../../scripts/lib/pnpm-lockfile.mjs'

const library = require('@pnpm/lockfile.utils')

await runCommand('pnpm-plan', 'pnpm-plan.mjs LOCKFILE [--all-platforms | --platform OS-CPU[-LIBC]]', async () => {
  const { values, positionals } = commandLine({ 'all-platforms': { type: 'boolean' }, platform: { type: 'string' } }, 1)
  const [path] = positionals
  const named = values.platform ? parsePlatform(values.platform) : thisPlatform()
  const plan = await planOf(path, registriesOf(npmConfig(dirname(path))), values['all-platforms'] ? undefined : named)
  for (const { id, integrity, url } of plan.values()) console.log(id, integrity, url)
})

async function planOf(path, registries, platform) {
  const plan = new Map()
  for (const lockfile of await readLockfiles(path)) {
    for (const [depPath, snapshot] of Object.entries(lockfile?.packages ?? {})) {
      if (platform && snapshot.optional && !isFor(platform, snapshot)) continue
      addToPlan(plan, depPath, snapshot, registries)
    }
  }
  return plan
}

function addToPlan(plan, depPath, snapshot, registries) {
  const id = library.packageIdFromSnapshot(depPath, snapshot)
  const resolution = library.pkgSnapshotToResolution(depPath, snapshot, registries)
  if (plan.has(id) || !isFetched(resolution)) return
  plan.set(id, { id, integrity: resolution.integrity, url: resolution.tarball })
}

/** Whether a hash can fetch it from somewhere else. */
function isFetched({ type, tarball, integrity, gitHosted }) {
  return !type && !tarball.startsWith('file:') && Boolean(integrity) && !gitHosted
}
