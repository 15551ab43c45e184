// A workspace of which only the lockfile is known. Facts that a lockfile lacks are made up: names of projects on which
// no other project depends, versions, and the files of local directories, which get an index.js and, if the lockfile
// says hasBin, a command. Parts that cannot be made up are taken out of the lockfile, with a note: patches, and the
// checksums of packageExtensions and of pnpmfiles.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { readLockfiles } from './pnpm-lockfile.mjs'
import { reduced } from './reduced-lockfile.mjs'
import { writeFiles } from './write-files.mjs'

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']

/** Writes the workspace of the lockfile `path` to `root`; `note` is called with each thing that is left out. */
export async function generate(path, root, note) {
  const lockfile = reduced(readFileSync(path, 'utf8'), note)
  writeFileSync(join(root, 'pnpm-lock.yaml'), lockfile)
  const all = await readLockfiles(join(root, 'pnpm-lock.yaml'))
  const read = all[all.length - 1]
  const known = namesOf(read)
  const peers = peersOf(read)
  const files = Object.entries(read.importers).map(([id, importer]) => {
    return [posix.join(id, 'package.json'), { ...manifestOf(id, importer, known), ...peers.get(id) }]
  })
  writeFiles(root, {
    ...linkedOf(read, known),
    ...directoriesOf(read),
    ...Object.fromEntries(files),
    'pnpm-workspace.yaml': settingsOf(read),
  })
}

/** The names and versions of projects and linked directories by path, as their dependents name them. */
function namesOf({ importers }) {
  const found = new Map()
  for (const [id, importer] of Object.entries(importers)) {
    for (const [alias, version] of kinds.flatMap((kind) => Object.entries(importer[kind] ?? {}))) {
      const path = pathOf(id, version)
      if (path) found.set(path, { ...named(alias, importer.specifiers[alias]), ...found.get(path) })
    }
  }
  return new Map([...found].map(([path, one]) => [path, { version: '1.0.0', ...one }]))
}

function pathOf(id, version) {
  if (version.startsWith('link:')) return posix.join(id, version.slice(5))
  return /^file:([^(]+)/.exec(version)?.[1]
}

// The name and version in workspace:^1.2.0, workspace:other@*, ^1.2.0
function named(alias, specifier) {
  const [, other, range] = /^(?:workspace:)?(?:(@?[^@]+)@)?(.*)$/.exec(specifier)
  const isName = specifier.startsWith('workspace:') && other && !other.startsWith('.')
  const version = /\d+\.\d+\.\d+(-[\w.-]+)?/.exec(range)?.[0]
  return { name: isName ? other : alias, ...(version && { version }) }
}

function manifestOf(id, importer, known) {
  const wanted = kinds.map((kind) => [kind, Object.fromEntries(Object.keys(importer[kind] ?? {}).map((alias) => [alias, importer.specifiers[alias]]))])
  return {
    name: id === '.' ? 'root' : `project-${id.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`,
    version: '1.0.0',
    ...known.get(id),
    ...Object.fromEntries(wanted),
    ...(importer.dependenciesMeta && { dependenciesMeta: importer.dependenciesMeta }),
    ...(importer.publishDirectory && { publishConfig: { directory: importer.publishDirectory } }),
  }
}

// The peers of projects by directory. An importer lacks them; they are known if the project is also a package by file:.
function peersOf({ packages = {} }) {
  const local = Object.values(packages).filter(({ resolution }) => resolution.type === 'directory')
  return new Map(local.map(({ resolution, peerDependencies, peerDependenciesMeta }) => {
    return [resolution.directory, { peerDependencies, peerDependenciesMeta }]
  }))
}

// The files of linked directories that are no projects.
function linkedOf({ importers }, known) {
  const paths = [...known].filter(([path]) => !(path in importers) && !path.startsWith('..'))
  return Object.fromEntries(paths.flatMap(([path, identity]) => [
    [posix.join(path, 'package.json'), identity],
    [posix.join(path, 'index.js'), `module.exports = ${JSON.stringify(identity.name)}\n`],
  ]))
}

// The files of packages whose resolution is a directory, without injected projects, which have their own manifests.
function directoriesOf({ packages = {}, importers }) {
  const local = Object.entries(packages).filter(([, { resolution }]) => resolution.type === 'directory' && !resolution.directory.startsWith('..'))
  return Object.fromEntries(local.flatMap(([key, entry]) => filesOf(key, entry)).filter(([path]) => !(posix.dirname(path) in importers)))
}

function filesOf(key, { resolution, dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta, hasBin }) {
  const name = key.slice(0, key.indexOf('@', 1))
  const own = (all = {}) => Object.fromEntries(Object.entries(all).filter(([alias]) => !(alias in peerDependencies)).map(specifierOf))
  const manifest = {
    name,
    version: '1.0.0',
    dependencies: own(dependencies),
    optionalDependencies: own(optionalDependencies),
    peerDependencies,
    peerDependenciesMeta,
    ...(hasBin && { bin: './bin.js' }),
  }
  return [
    [posix.join(resolution.directory, 'package.json'), manifest],
    [posix.join(resolution.directory, 'index.js'), `module.exports = ${JSON.stringify(name)}\n`],
    ...(hasBin ? [[posix.join(resolution.directory, 'bin.js'), `#!/usr/bin/env node\nconsole.log(${JSON.stringify(name)})\n`]] : []),
  ]
}

const specifierOf = ([alias, version]) => [alias, version.replace(/\(.*/, '')]

function settingsOf({ importers, settings, overrides, catalogs = {}, ignoredOptionalDependencies }) {
  const specifiers = (entries) => Object.fromEntries(Object.entries(entries).map(([name, { specifier }]) => [name, specifier]))
  return {
    packages: Object.keys(importers).filter((id) => id !== '.'),
    ...settings,
    ...(overrides && { overrides }),
    catalogs: Object.fromEntries(Object.entries(catalogs).map(([name, entries]) => [name, specifiers(entries)])),
    ...(ignoredOptionalDependencies && { ignoredOptionalDependencies }),
  }
}
