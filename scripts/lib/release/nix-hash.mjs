// The hash for nix/bin.nix: that of an executable file in Nix' archive format.
import { createHash } from 'node:crypto'

/** "sha256-…" of a file with these bytes. */
export function nixHash(bytes) {
  const words = ['nix-archive-1', '(', 'type', 'regular', 'executable', '', 'contents', bytes, ')']
  const hash = createHash('sha256')
  for (const word of words) hash.update(framed(Buffer.from(word)))
  return `sha256-${hash.digest('base64')}`
}

// A string in that format: the length in 8 bytes, the bytes, and zeros up to a multiple of 8.
function framed(bytes) {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return Buffer.concat([length, bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)])
}
