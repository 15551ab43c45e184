// pnpm-rows.mjs OUT LIST: writes the rows of v11 fragments, which have a file for each, into OUT/index.db as pnpm 11
// does, by its own @pnpm/store.index, in one transaction. Prints the seconds from rows in memory to a closed database.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const library = join(process.env.CAFS_BENCH_PNPMS, 'node_modules/@pnpm/store.index/lib/index.js')
const { StoreIndex } = await import(library)
const [out, list] = process.argv.slice(2)

/** The rows of a fragment: the length of the key in 32 bits, the key, the row. */
function rowsOf(fragment) {
  const index = join(fragment, 'v11', 'index')
  return readdirSync(index).flatMap((shard) =>
    readdirSync(join(index, shard)).map((name) => {
      const bytes = readFileSync(join(index, shard, name))
      const end = 4 + bytes.readUInt32LE(0)
      return { key: bytes.toString('utf8', 4, end), buffer: bytes.subarray(end) }
    }),
  )
}

const rows = readFileSync(list, 'utf8').trim().split('\n').flatMap(rowsOf)
const start = performance.now()
const index = new StoreIndex(out)
index.setRawMany(rows)
index.close()
console.log((performance.now() - start) / 1000)
