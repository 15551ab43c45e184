// Having pnpm fetch the corpus: from nginx, all platforms.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readLockfiles } from '../../scripts/lib/lockfile.mjs'
import { serveDirectory } from './nginx.mjs'

/** { project, close() }: a project whose packages are served to who fetches them. */
export async function serveCorpus({ lockfile, packages }, work) {
  const server = await serveDirectory(registryOf(packages, work), work)
  return { project: await projectOf(lockfile, server.address, work), close: server.close }
}

/** A directory with the tarballs under the paths that a registry has for them. */
function registryOf(packages, work) {
  const registry = join(work, 'registry')
  for (const { url, tarball } of packages) {
    const path = join(registry, decodeURIComponent(new URL(url).pathname))
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(tarball, path)
  }
  return registry
}

async function projectOf(lockfile, registry, work) {
  const project = join(work, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'pnpm-lock.yaml'), withoutPatches(readFileSync(lockfile, 'utf8')))
  writeFileSync(join(project, 'package.json'), '{"private":true}\n')
  writeFileSync(join(project, '.npmrc'), `registry=${registry}\n`)
  writeFileSync(join(project, 'pnpm-workspace.yaml'), await allPlatforms(lockfile))
  return project
}

// Patches are no part of a store, and their files are elsewhere.
function withoutPatches(lockfile) {
  return lockfile.replace(/^patchedDependencies:\n( .*\n)+\n?/m, '').replace(/\(patch_hash=[0-9a-f]+\)/g, '')
}

/** The setting by which pnpm takes the packages of every platform that the lockfile names. */
async function allPlatforms(lockfile) {
  const packages = (await readLockfiles(lockfile)).flatMap((document) => Object.values(document?.packages ?? {}))
  const named = (field) => packages.flatMap((item) => item[field] ?? []).filter((name) => !name.startsWith('!'))
  const line = (field) => `  ${field}: ${JSON.stringify([...new Set(['current', ...named(field)])])}\n`
  return `supportedArchitectures:\n${['os', 'cpu', 'libc'].map(line).join('')}`
}
