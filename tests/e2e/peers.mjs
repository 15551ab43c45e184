// Common parts of the tests of the other pnpms: the pnpms in CAFS_PEERS (the directory that scripts/node-tools makes of
// peers/package.json), the packages that they install, and the user who runs them.
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { readLockfiles } from '../../scripts/lib/pnpm-lockfile.mjs'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { outputOf } from '../../scripts/lib/pnpm.mjs'
import { ensureTarballs, toBatch } from '../../scripts/lib/tarball-cache.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, runTool } from '../../scripts/lib/tools.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const nobody = 65534

export const lockfile = join(here, 'pnpm-lock.yaml')
/** Nobody listens there, so pnpm cannot fetch anything that a store lacks. */
export const closed = 'http://127.0.0.1:9/'

// Packages with a version that semver would clean: pnpm 12 keeps it in their rows as it is, pnpm 11 and cafs clean it.
const unclean = ['@parcel/codeframe@2.0.0-canary.1719', '@parcel/codeframe@2.0.0-nightly.65', 'prototype@0.0.5']

// All run with Node 24; the script of pnpm 12 starts a program. `stubborn`: it takes settings from pnpm-workspace.yaml,
// which pnpm 9 does not. `otherwise`: packages whose rows are known to differ.
export const versions = {
  9: { store: 'v3', program: 'pnpm-9/bin/pnpm.cjs', prefix: 'npm_config_' },
  11: { store: 'v11', program: 'pnpm-11/bin/pnpm.mjs', stubborn: true, prefix: 'pnpm_config_' },
  12: { store: 'v11', program: 'pnpm-12/bin/pnpm.mjs', order: ['sorted'], otherwise: unclean, stubborn: true, prefix: 'pnpm_config_' },
}

/** A directory with the pnpms, which every user may read. */
export function workplace(name) {
  const work = temporaryDirectory(name)
  execFileSync('chmod', ['755', work])
  execFileSync('cp', ['-a', '--reflink=auto', join(process.env.CAFS_PEERS, 'node_modules'), modulesOf(work)])
  return work
}

/** The packages of the lockfile. Their tarballs are in the cache afterwards. */
export async function packages() {
  const { entries } = planOf(lockfile, { registries: registriesOf(npmConfig(here)) })
  await ensureTarballs(entries, here)
  return entries
}

export function add(entries, version, store, work, more = []) {
  const list = join(work, 'list')
  writeJsonLines(list, entries.map(toBatch))
  runTool(cafs, ['add', '--store', store, '--store-version', version.store, '--batch', list, ...more])
}

/** Makes a project with the lockfile. */
export async function projectOf(name, work) {
  const project = join(work, name)
  mkdirSync(project)
  copyFileSync(lockfile, join(project, 'pnpm-lock.yaml'))
  const [{ importers }] = await readLockfiles(lockfile)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ dependencies: importers['.'].specifiers }))
  return project
}

/** A user who owns this project but no store, as options for a process. */
export function anotherUser(project) {
  if (process.getuid() !== 0) {
    console.log('as another user than the owner: SKIPPED: needs root')
    return {}
  }
  execFileSync('chown', ['-R', `${nobody}:${nobody}`, project])
  return { uid: nobody, gid: nobody }
}

/** Runs a pnpm to its end, with the home of a user who has never run it. */
export function pnpm({ program, prefix }, work, args, project, settings, user = {}) {
  const node = nodeOf(work)
  const home = { PATH: `${dirname(node)}:${process.env.PATH}`, HOME: project, CI: 'true' }
  const named = Object.entries(settings).map(([key, value]) => [`${prefix}${key}`, String(value)])
  const child = spawn(node, [join(modulesOf(work), program), ...args], {
    cwd: project,
    env: { ...home, ...Object.fromEntries(named) },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  })
  return outputOf(child, `pnpm ${args[0]}`)
}

export function modulesOf(work) {
  return join(work, 'node_modules')
}

export function nodeOf(work) {
  return join(modulesOf(work), 'node', 'bin', 'node')
}
