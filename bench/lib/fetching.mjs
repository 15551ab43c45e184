// Having pnpm fetch the corpus: from nginx, all platforms.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readLockfiles } from '../../scripts/lib/pnpm-lockfile.mjs'
import { require } from '../../scripts/lib/node-tools.mjs'
import { serveDirectory } from './nginx.mjs'

const { writeWantedLockfile } = require('@pnpm/lockfile.fs')

/** { project, close() }: a project whose .npmrc names a server that has its packages. */
export async function serveCorpus({ lockfile, packages }, work) {
  const server = await serveDirectory(registryOf(packages, work), work)
  return { project: await projectOf({ lockfile, packages }, server.address, work), close: server.close }
}

/** A directory with the tarballs under the paths that a registry has for them. */
export function registryOf(packages, work) {
  const registry = join(work, 'registry')
  for (const { url, tarball } of packages) {
    const path = join(registry, decodeURIComponent(new URL(url).pathname))
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(tarball, path)
  }
  return registry
}

async function projectOf({ lockfile, packages }, registry, work) {
  const project = join(work, 'project')
  mkdirSync(project)
  const chosen = await packagesOf(lockfile, new Set(packages.map(({ id }) => id)))
  await writeWantedLockfile(project, dependingOnAll(chosen))
  writeFileSync(join(project, 'package.json'), '{"private":true}\n')
  writeFileSync(join(project, '.npmrc'), `registry=${registry}\n`)
  writeFileSync(join(project, 'pnpm-workspace.yaml'), allPlatforms(Object.values(chosen)))
  return project
}

/** { key: package } of the packages with these ids, each once, however many variants by peers there are. */
async function packagesOf(lockfile, ids) {
  const documents = await readLockfiles(lockfile)
  const all = documents.flatMap((document) => Object.entries(document?.packages ?? {}))
  return Object.fromEntries(all.map(([key, item]) => [key.replace(/\(.*/, ''), item]).filter(([key]) => ids.has(key)))
}

// The corpus' own projects may have dependencies that are no packages of a registry, and patches in files. A project
// that depends on every package directly has the same packages to fetch.
function dependingOnAll(chosen) {
  const keys = Object.keys(chosen)
  const toAll = (value) => Object.fromEntries(keys.map((key, at) => [`p${at}`, value(key)]))
  const kept = ({ resolution, os, cpu, libc }) => ({ resolution, ...(os && { os }), ...(cpu && { cpu }), ...(libc && { libc }) })
  return {
    lockfileVersion: '9.0',
    importers: { '.': { specifiers: toAll((key) => `npm:${key}`), dependencies: toAll((key) => key) } },
    packages: Object.fromEntries(Object.entries(chosen).map(([key, item]) => [key, kept(item)])),
  }
}

/** The setting by which pnpm takes the packages of every platform that the lockfile names. */
function allPlatforms(packages) {
  const named = (field) => packages.flatMap((item) => item[field] ?? []).filter((name) => !name.startsWith('!'))
  const line = (field) => `  ${field}: ${JSON.stringify([...new Set(['current', ...named(field)])])}\n`
  return `supportedArchitectures:\n${['os', 'cpu', 'libc'].map(line).join('')}`
}
