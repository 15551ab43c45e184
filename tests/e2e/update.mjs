#!/usr/bin/env node
// Makes pnpm-lock.yaml for packages.json from the registry's metadata: exactly these packages, without their
// dependencies, for every platform.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../scripts/lib/command.mjs'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { pnpm } from '../../scripts/lib/pnpm.mjs'
import { ensureTarballs, tarballPath } from '../../scripts/lib/tarball-cache.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'

const here = dirname(fileURLToPath(import.meta.url))

await runCommand('update', 'update.mjs', async () => {
  const packages = JSON.parse(readFileSync(join(here, 'packages.json'), 'utf8'))
  const path = await lock(packages.map((entry) => entry.package))
  const weak = packages.filter((entry) => entry.algorithm === 'sha1').map((entry) => entry.package)
  const text = await withSha1(path, weak)
  writeFileSync(join(here, 'pnpm-lock.yaml'), text.replace(/^pnpmfileChecksum: .*\n\n/m, ''))
  console.log(`${packages.length} packages locked, ${weak.length} of them by sha1`)
})

async function lock(ids) {
  const project = temporaryDirectory('update')
  const dependencies = Object.fromEntries(ids.map((id) => [aliasOf(id), `npm:${id}`]))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'cafs-e2e', dependencies }))
  copyFileSync(join(here, 'pnpmfile.cjs'), join(project, '.pnpmfile.cjs'))
  await pnpm(['install', '--lockfile-only', '--ignore-scripts'], { cwd: project })
  return join(project, 'pnpm-lock.yaml')
}

// A package may occur in several versions, so each version is a dependency under an alias of its own.
function aliasOf(id) {
  return id.replace(/^@/, '').replace(/[/@+]/g, '-').toLowerCase()
}

// Today registries give sha512 for nearly everything; older lockfiles have only sha1.
async function withSha1(path, ids) {
  const { entries } = planOf(path, { registries: registriesOf(npmConfig(here)) })
  const weak = entries.filter((entry) => ids.includes(entry.id))
  await ensureTarballs(weak, here)
  const sha1 = (entry) => createHash('sha1').update(readFileSync(tarballPath(entry))).digest('base64')
  const text = readFileSync(path, 'utf8')
  return weak.reduce((result, entry) => result.replace(entry.integrity, `sha1-${sha1(entry)}`), text)
}
