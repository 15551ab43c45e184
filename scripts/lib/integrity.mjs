import { createHash } from 'node:crypto'

/** 'sha512-<base64>' as { algorithm, hex }. */
export function parseIntegrity(integrity) {
  const match = /^(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})$/.exec(integrity)
  if (!match) throw new Error(`not an integrity: ${integrity}`)
  return { algorithm: match[1], hex: Buffer.from(match[2], 'base64').toString('hex') }
}

/** `algorithm-digest`, as lockfiles spell it. */
export function integrityOf(bytes, algorithm = 'sha512') {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`
}

export function checkIntegrity(bytes, integrity) {
  const found = integrityOf(bytes, parseIntegrity(integrity).algorithm)
  if (found !== integrity) throw new Error(`integrity mismatch: expected ${integrity}, got ${found}`)
}

/** The name of a tarball in the cache: its digest. */
export function tarballName(integrity) {
  const { algorithm, hex } = parseIntegrity(integrity)
  return `${algorithm}-${hex}.tgz`
}
