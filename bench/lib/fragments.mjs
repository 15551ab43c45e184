// The paths of fragments, one for each package, and lists of them to merge from.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes lists of all fragments, of all but one, and of that one: { fragments, all, most, one }. */
export function fragmentLists(packages, fragments, file) {
  const changed = middle(packages)
  const paths = packages.map((_, at) => join(fragments, String(at)))
  const parts = { all: paths, most: paths.filter((_, at) => at !== changed), one: [paths[changed]] }
  const written = Object.entries(parts).map(([name, some]) => {
    writeFileSync(file(name), `${some.join('\n')}\n`)
    return [name, file(name)]
  })
  return { fragments, ...Object.fromEntries(written) }
}

/** Which package is of middle size. */
function middle(packages) {
  const order = packages.map((_, at) => at).sort((a, b) => packages[a].unpacked - packages[b].unpacked)
  return order[order.length >> 1]
}
