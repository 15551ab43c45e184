// gzip.mjs: compresses without zlib, whose output depends on version and processor: the tarballs have
// to be the same bytes everywhere. One block of fixed Huffman codes; matches reach back a few bytes only,
// which is enough for tar's zeros.

import { crc32 } from 'node:zlib';
import { Bits } from './bits.mjs';
import { END_OF_BLOCK, distanceCode, lengthCode, literalCode } from './fixed-codes.mjs';

const SHORTEST = 3, LONGEST = 258, FARTHEST = 8;

function lengthAt(data, at, distance) {
  let length = 0;
  while (length < LONGEST && at + length < data.length && data[at + length] === data[at + length - distance]) length++;
  return length;
}

function matchAt(data, at) {
  let best = { length: 0 };
  for (let distance = 1; distance <= Math.min(at, FARTHEST); distance++) {
    const length = lengthAt(data, at, distance);
    if (length > best.length) best = { length, distance };
  }
  return best;
}

/** Adds the data to a block of fixed codes that is open. */
export function addFixed(bits, data) {
  for (let at = 0; at < data.length; ) {
    const { length, distance } = matchAt(data, at);
    if (length < SHORTEST) {
      bits.code(literalCode(data[at++]));
      continue;
    }
    distanceCode(lengthCode(bits, length), distance);
    at += length;
  }
  return bits;
}

/** A raw deflate stream of one block. */
export const deflate = (data) => addFixed(new Bits().add(1, 1).add(1, 2), data).code(END_OF_BLOCK).finish();

export function uint32(value) {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value >>> 0);
  return out;
}

export const TEXT = 1, HEADER_CRC = 2, EXTRA = 4, NAME = 8, COMMENT = 16;

/** The ten bytes every member starts with. */
export const memberHeader = ({ method = 8, flags = 0, mtime = 0, level = 2, os = 255 } = {}) =>
  Buffer.concat([Buffer.from([0x1f, 0x8b, method, flags]), uint32(mtime), Buffer.from([level, os])]);

export const trailer = (data, { crc = crc32(data), size = data.length } = {}) =>
  Buffer.concat([uint32(crc), uint32(size)]);

/** A gzip member; `header`, `body` and `trailer` can be replaced. */
export function gzip(data, parts = {}) {
  const content = Buffer.from(data);
  const { header = memberHeader(), body = deflate(content), trailer: end = trailer(content) } = parts;
  return Buffer.concat([header, body, end]);
}
