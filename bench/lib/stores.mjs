// Whether what is compared is the same work: does every tool's store have the content files of ours?
import { existsSync, readdirSync } from 'node:fs'
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
function contentFiles(store) {
  const shards = readdirSync(store).map((version) => join(store, version, 'files')).filter((path) => existsSync(path))
  const names = shards.flatMap((files) =>
    readdirSync(files).flatMap((shard) => readdirSync(join(files, shard)).map((name) => `${shard}/${name}`)))
  return new Set(names)
}

function lackingFrom(names, wanted) {
  return [...wanted].filter((name) => !names.has(name)).length
}
