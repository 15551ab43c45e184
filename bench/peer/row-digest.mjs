// row-digest.mjs DIRECTORY: prints a hash of all rows of DIRECTORY/index.db, whoever wrote it.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const hash = createHash('sha256')
const database = new DatabaseSync(join(process.argv[2], 'index.db'), { readOnly: true })
for (const { key, data } of database.prepare('SELECT key, data FROM package_index ORDER BY key').iterate()) {
  hash.update(`${key}\n${data.length}\n`).update(data)
}
console.log(hash.digest('hex'))
