// Tarballs with the same files but other content, to stand for other packages.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import { integrityOf } from '../../scripts/lib/integrity.mjs'
import { forEachParallel } from '../../scripts/lib/pool.mjs'

const block = 512

/**
 * Writes each of [{ id, tarball, round }] into `directory`, under the path that a registry has for it. In round 0 that
 * is the tarball itself, from round 1 on one with other content in each file. Gives the integrities by id.
 */
export async function publish(packages, directory) {
  const integrities = new Map()
  await forEachParallel(4, packages, async ({ id, tarball, round }) => {
    const bytes = round === 0 ? readFileSync(tarball) : await otherContent(tarball, round)
    const path = join(directory, pathOf(id))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    integrities.set(id, integrityOf(bytes))
  })
  return integrities
}

function pathOf(id) {
  const [, name, version] = /^(@?[^@]+)@(.*)$/.exec(id)
  return `${name}/-/${name.split('/').at(-1)}-${version}.tgz`
}

/** The tarball with the last byte of each file changed; package.json stays as it is. */
async function otherContent(tarball, round) {
  const tar = gunzipSync(readFileSync(tarball))
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(textAt(tar, at + 124, 12), 8) || 0
    const isFile = tar[at + 156] === 0 || tar[at + 156] === 0x30
    if (isFile && size > 0 && !textAt(tar, at, 100).endsWith('package.json')) tar[at + block + size - 1] ^= round
    at += block * (1 + Math.ceil(size / block))
  }
  return promisify(gzip)(tar, { level: 1 })
}

function textAt(bytes, at, length) {
  return bytes.subarray(at, at + length).toString('latin1').replace(/\0.*/s, '')
}
