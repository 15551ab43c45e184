// documents.mjs SYSTEM TARGET LIBRARIES BINARY VERSION COMMIT DIRECTORY: writes the documents of a binary's package
// into DIRECTORY: our licence, the changelog, the licences of its parts, and its bill of materials.
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeFiles } from '../write-files.mjs'
import { partsOf } from './parts.mjs'
import { billOf } from './sbom.mjs'

const [system, target, libraries, binary, version, commit, directory] = process.argv.slice(2)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const parts = partsOf(target, libraries)
const time = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1000).toISOString().replace('.000', '')
const sha256 = createHash('sha256').update(readFileSync(binary)).digest('hex')

mkdirSync(join(directory, 'licences'), { recursive: true })
copyFileSync(join(root, 'LICENSE'), join(directory, 'copyright'))
copyFileSync(join(root, 'CHANGELOG.md'), join(directory, 'CHANGELOG.md'))
for (const { name, text } of parts) copyFileSync(text, join(directory, 'licences', name))
const bill = billOf({ name: basename(binary), system, version, commit, sha256, parts, time })
writeFiles(directory, { 'cafs.cdx.json': bill })
