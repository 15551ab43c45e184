// odd-bzip2.mjs: bzip2 in odd ways: several streams, other compression inside, bits that are wrong.

import { gzipSync } from 'node:zlib';
import { bzip2 } from '../golden/writer/bzip2.mjs';
import { bytes } from '../golden/writer/tar.mjs';
import { fixChecksum } from './archive.mjs';

function cutInTwo(random, tar) {
  const cut = random.oneIn(3) ? tar.length - random.below(600) : random.below(tar.length + 1);
  return [tar.subarray(0, cut), tar.subarray(cut)];
}

function flipped(random, whole) {
  whole[random.below(whole.length)] ^= 1 << random.below(8);
  return whole;
}

function cut(random, whole) {
  const least = random.oneIn(2) ? whole.length - 3 : 0;
  return whole.subarray(0, least + random.below(whole.length - least));
}

/** No bzip2 at all: an archive whose first name begins as bzip2 does. */
function named(random, tar) {
  const changed = Buffer.from(tar);
  changed.write(random.pick(['BZh', 'BZh9', 'BZh91AY&SY', 'BZ']), 0);
  if (changed.length >= 512) fixChecksum(changed.subarray(0, 512));
  return changed;
}

const ENDS = ['\0', 'x', 'BZ', 'BZh', 'BZh9', 'BZh91AY&SY', 'BZh9garbage', '\x1f\x8b\x08'];

const LEVELS = ['0', '1', '5', '9', ':', ' ', 'h', '\0'];

const WRAPPINGS = [
  (random, tar) => Buffer.concat(cutInTwo(random, tar).map((part) => bzip2(part))),
  (random, tar) => bzip2(tar, { blocks: cutInTwo(random, tar) }),
  (random, tar) => Buffer.concat([bzip2(tar), bytes(random.pick(ENDS))]),
  (random, tar) => Buffer.concat([bzip2(tar), flipped(random, bzip2(tar))]),
  (random, tar) => cut(random, bzip2(tar)),
  (random, tar) => flipped(random, bzip2(tar)),
  (random, tar) => bzip2(tar, { level: random.pick(LEVELS) }),
  (random, tar) => bzip2(tar, { randomised: true }),
  (random, tar) => bzip2(tar, { [random.pick(['blockCrc', 'streamCrc'])]: random.below(2 ** 32) }),
  (random, tar) => bzip2(gzipSync(tar, { level: 1 })),
  (random, tar) => bzip2(bzip2(tar)),
  (random, tar) => gzipSync(bzip2(tar), { level: 1 }),
  named,
];

export const oddBzip2 = (random, tar) => random.pick(WRAPPINGS)(random, tar);
