// Adds to indexes what pnpm adds to them once it has built a package.
import fs from 'node:fs'
import path from 'node:path'

/** Every file below a directory. */
export const filesBelow = (directory) =>
  fs.readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))

/** pnpm 9 lists all files after the build, pnpm 10 the differences. */
function jsonWith(text, platform, version) {
  const index = JSON.parse(text)
  const effects = version === 'v3' ? index.files : { deleted: ['x.js'] }
  return JSON.stringify({ ...index, sideEffects: { [platform]: effects } })
}

const list = (size) => Buffer.from([0x90 | size])
const map = (size) => Buffer.from([0x80 | size])
const record = (size) => Buffer.concat([Buffer.from([0xd4, 0x72, 0x7f]), list(size)])  // in the last slot, a free one
const shortText = (text) => Buffer.concat([Buffer.from([0xa0 | text.length]), Buffer.from(text)])

/** Adds a member: its name behind the names at the beginning of the row, its value at the end of the row. */
function rowFileWith(file, platform) {
  const names = 4 + file.readUInt32LE(0) + 3  // after the key with its length, and the mark of a record
  const count = file[names] & 0x0f
  let values = names + 1
  for (let i = 0; i < count; i++) values += 1 + (file[values] & 0x1f)
  const effects = [map(1), shortText(platform), record(1), shortText('deleted'), list(1), shortText('x.js')]
  return Buffer.concat([file.subarray(0, names), list(count + 1), file.subarray(names + 1, values), shortText('sideEffects'),
    file.subarray(values), ...effects])
}

const isIndex = (version, file) => (version === 'v3' ? file.endsWith('-index.json') : file.includes(`/${version}/index/`))

/** Changes a store, whose indexes are files, as if every package had been built on that platform. */
export function addSideEffects(store, version, platform) {
  for (const file of filesBelow(store).filter((name) => isIndex(version, name))) {
    const content = fs.readFileSync(file)
    fs.writeFileSync(file, version === 'v11' ? rowFileWith(content, platform) : jsonWith(content, platform, version))
  }
}
