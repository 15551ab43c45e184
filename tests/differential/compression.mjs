// compression.mjs: archives as they are, in gzip, in several gzip members, in damaged gzip; for pnpm 11 also in bzip2.

import { gzipSync } from 'node:zlib';
import { bzip2 } from '../golden/writer/bzip2.mjs';
import { COMMENT, EXTRA, HEADER_CRC, NAME, gzip, memberHeader, trailer } from '../golden/writer/gzip.mjs';
import { bytes, zeros } from '../golden/writer/tar.mjs';
import { oddBzip2 } from './odd-bzip2.mjs';

const plain = (tar) => gzipSync(tar, { level: 1 });

function inMembers(random, tar) {
  const cut = random.below(tar.length + 1);
  return Buffer.concat([plain(tar.subarray(0, cut)), plain(tar.subarray(cut))]);
}

function withHeader(random, tar) {
  const flags = random.pick([NAME, COMMENT, EXTRA, HEADER_CRC, NAME | COMMENT, 0x20, 0x80, 1]);
  const more = bytes(random.pick(['', 'name\0', '\x02\0ab', '\0\0', '\xff\xff', 'name\0comment\0']));
  return Buffer.concat([memberHeader({ flags }), more, plain(tar).subarray(10)]);
}

function withTrailer(random, tar) {
  const size = random.pick([tar.length, tar.length + 1, 0, 0xffffffff, 1 << 30]);
  return Buffer.concat([plain(tar).subarray(0, -8), trailer(tar, { size })]);
}

const ENDS = ['\0', '\0\0\0', 'x', '\x1f', '\x1f\x8b', '\x1f\x8b\x08', '\x1f\x8b\x09garbage', '\0garbage'];

const WRAPPINGS = [
  (random, tar) => inMembers(random, tar),
  (random, tar) => withHeader(random, tar),
  (random, tar) => withTrailer(random, tar),
  (random, tar) => Buffer.concat([plain(tar), bytes(random.pick(ENDS))]),
  (random, tar) => Buffer.concat([plain(tar), zeros(random.below(2)), plain(tar.subarray(0, 512))]),
  (random, tar) => { const whole = plain(tar); return whole.subarray(0, random.below(whole.length)); },
  (random, tar) => { const whole = plain(tar); whole[random.below(whole.length)] ^= 1 << random.below(8); return whole; },
  (random, tar) => gzip(tar.subarray(0, 1 << 15)),
];

/** An archive in a sound form of compression. */
export function intact(random, tar) {
  if (random.pnpm === 11 && random.oneIn(4)) return bzip2(tar);
  return random.oneIn(2) ? tar : plain(tar);
}

/** An archive as it is, compressed, or compressed in some odd way. */
export function wrapped(random, tar) {
  if (random.pnpm === 11 && random.oneIn(4)) return random.oneIn(2) ? bzip2(tar) : oddBzip2(random, tar);
  const kind = random.below(10);
  if (kind < 4) return tar;
  return kind < 9 ? plain(tar) : random.pick(WRAPPINGS)(random, tar);
}
