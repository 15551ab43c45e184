// Whether what is compared is the same work: does every tool's store have the content files of ours?
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sizeOf } from '../../scripts/lib/stores.mjs'

/** { setReference(store), compare(name, store), result() }: ours is the reference. */
export function completeness() {
  const stores = {}
  const warnings = []
  let reference, size
  const setReference = (store) => {
    reference = contentFiles(store)
    size = sizeOf(store)
  }
  const compare = (name, store) => {
    const files = contentFiles(store)
    const [missing, more] = [lackingFrom(files, reference), lackingFrom(reference, files)]
    stores[name] = { contentFiles: files.size, missing, more }
    if (missing + more === 0) return
    const counts = `${missing} content files of ${reference.size} are missing, ${more} are more`
    warnings.push(`${name} has not written the same: ${counts}`)
    console.error(`warning: ${warnings.at(-1)}`)
  }
  return { setReference, compare, result: () => ({ contentFiles: size.files, contentBytes: size.bytes, stores, warnings }) }
}

/** The names of a store's content files, of whatever version it is. */
const contentFiles = (store) => new Set(contentDirectories(store).flatMap(namesIn))

/** [[bytes, name]] of the content files. */
export function contentSizes(store) {
  return contentDirectories(store).flatMap((files) => namesIn(files).map((name) => [statSync(join(files, name)).size, name]))
}

function contentDirectories(store) {
  return readdirSync(store).map((version) => join(store, version, 'files')).filter((path) => existsSync(path))
}

function namesIn(files) {
  return readdirSync(files).flatMap((shard) => readdirSync(join(files, shard)).map((name) => `${shard}/${name}`))
}

function lackingFrom(names, wanted) {
  return [...wanted].filter((name) => !names.has(name)).length
}
