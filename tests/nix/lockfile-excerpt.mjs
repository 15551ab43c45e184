// A lockfile with some packages of another one and their dependencies, which takes little time to read.

const most = 12 // packages

/** An excerpt of a lockfile of one document, in its own form. */
export function excerpt(text, below) {
  const lockfile = sectionsOf(text)
  const packages = membersOf(lockfile.get('packages'))
  const snapshots = membersOf(lockfile.get('snapshots'))
  const keys = [...snapshots.keys()]
  const start = below(keys.length)
  const chosen = closure(snapshots, keys.slice(start, start + 1 + below(4)))
  const wanted = new Set([...chosen].map((key) => packageOf(packages, key)))
  return [
    "lockfileVersion: '9.0'\n",
    'settings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n',
    `importers:\n\n  .:\n    dependencies:\n${importerLines([...chosen])}`,
    `packages:\n\n${shown(packages, (key) => wanted.has(key))}`,
    `snapshots:\n\n${shown(reduced(snapshots, chosen), (key) => chosen.has(key))}`,
  ].join('\n')
}

function sectionsOf(text) {
  const parts = text.split(/^([a-zA-Z]+):.*\n/m)
  return new Map(parts.slice(1).flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 2]]] : [])))
}

/** { KEY => lines } of a section, keys without quotes. */
function membersOf(section) {
  const members = section.split(/^(?= {2}\S)/m).filter((part) => /^ {2}\S/.test(part))
  return new Map(members.map((lines) => [unquoted(/^ {2}(.*?):( \{\})?$/m.exec(lines)[1]), lines.trimEnd() + '\n']))
}

const unquoted = (text) => text.replace(/^'(.*)'$/, '$1')

const packageOf = (packages, key) => (packages.has(key) ? key : key.replace(/\(.*/, ''))

/** Some keys, and the snapshots that these lead to, up to the most packages. */
function closure(snapshots, keys) {
  const chosen = new Set(keys)
  for (const key of chosen) {
    for (const [, name, version] of snapshots.get(key).matchAll(dependency)) {
      const next = referredTo(snapshots, name, version)
      if (next && chosen.size < most) chosen.add(next)
    }
  }
  return chosen
}

const dependency = /^ {6}(\S+): (\S+)\n/gm

function referredTo(snapshots, name, version) {
  return [`${unquoted(name)}@${unquoted(version)}`, unquoted(version)].find((key) => snapshots.has(key))
}

/** Snapshots without dependencies on others than the chosen ones. */
function reduced(snapshots, chosen) {
  const isGone = (name, version) => !chosen.has(referredTo(snapshots, name, version))
  const rest = (lines) => lines.replace(dependency, (line, name, version) => (isGone(name, version) ? '' : line))
  const withoutEmpty = (lines) => lines.replace(/^ {4}(dependencies|optionalDependencies):\n(?! {6})/gm, '').replace(/^(.*:)\n$/, '$1 {}\n')
  return new Map([...snapshots].map(([key, lines]) => [key, withoutEmpty(rest(lines))]))
}

/** The packages of the first three keys, each name once, as the dependencies of a project. */
function importerLines(keys) {
  const versions = new Map(keys.slice(0, 3).map((key) => [key.slice(0, key.indexOf('@', 1)), key.slice(key.indexOf('@', 1) + 1)]))
  const named = (name) => (name.startsWith('@') ? `'${name}'` : name)
  return [...versions].map(([name, version]) => `      ${named(name)}:\n        specifier: ^1.0.0\n        version: ${version}\n`).join('')
}

const shown = (members, isWanted) => [...members].flatMap(([key, lines]) => (isWanted(key) ? [lines] : [])).join('\n')
