// A project whose node_modules are laid out, and whether each of its packages is whole.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Writes a project that depends on packages whose tarballs are in `directory`; `named` has other names for some. */
export function writeProject(project, directory, packages, named = {}) {
  fs.mkdirSync(project, { recursive: true })
  fs.writeFileSync(path.join(project, 'package.json'), '{"name":"project"}')
  const all = packages.map((name) => ({ name: named[name] ?? name, integrity: integrityOf(path.join(directory, `${name}.tgz`)) }))
  const lines = (of) => all.map(of).join('')
  fs.writeFileSync(path.join(project, 'pnpm-lock.yaml'), `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
${lines(({ name }) => `      ${name}:\n        specifier: 1.0.0\n        version: 1.0.0\n`)}
packages:

${lines(({ name, integrity }) => `  ${name}@1.0.0:\n    resolution: {integrity: ${integrity}}\n\n`)}snapshots:

${lines(({ name }) => `  ${name}@1.0.0: {}\n\n`)}`)
}

const integrityOf = (file) => `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`

/** How many files each package has, with its package.json. */
const files = { a: [4, 3], b: [4], c: [3] }

/** The defect of a package under its final name, if there is any. */
export function damagedPackage(project) {
  const store = path.join(project, 'node_modules/.pnpm')
  const names = fs.existsSync(store) ? fs.readdirSync(store).filter((name) => name.endsWith('@1.0.0')) : []
  return names.map((slot) => damageOf(path.join(store, slot, 'node_modules', slot.split('@')[0]))).find(Boolean)
}

function damageOf(directory) {
  if (!fs.existsSync(directory)) return `${directory} is missing`
  const entries = fs.readdirSync(directory, { recursive: true })
  const count = entries.filter((name) => fs.statSync(path.join(directory, name)).isFile()).length
  const known = files[path.basename(directory)]
  return known.includes(count) ? undefined : `${directory} has ${count} files: ${entries}`
}
