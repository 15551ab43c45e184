// bzip2.mjs: pnpm 11 takes bzip2 as well; to the others it is no archive. Every case holds the same small package.

import { bzip2 } from '../writer/bzip2.mjs';
import { gzip } from '../writer/gzip.mjs';
import { END, file, tar } from '../writer/tar.mjs';

const archive = tar(file('package/a.txt', 'a'));
const stream = bzip2(archive);

const raw = (name, rule, ...parts) => ({
  name: `bzip2-${name}`,
  rule,
  tarball: Buffer.concat(parts.map((part) => Buffer.from(part))),
});

const recognition = [
  raw('stream', 'pnpm 11: bytes BZh start a bzip2 stream, whose content is the tar archive.', stream),
  raw('plain-tar-named-like-bzip2', 'pnpm 11: a plain archive whose first name starts like bzip2 is taken for bzip2.',
    tar(file('BZh9/a.txt', 'a'))),
  raw('plain-tar-named-almost-like-bzip2', 'pnpm 11: two of the three bytes do not make it bzip2.', tar(file('BZ9/a.txt', 'a'))),
  raw('twice', 'pnpm 11: only one layer of bzip2 is removed.', bzip2(stream)),
  raw('around-gzip', 'pnpm 11: no gzip is removed below bzip2.', bzip2(gzip(archive))),
  raw('inside-gzip', 'pnpm 11: no bzip2 is removed below gzip.', gzip(stream)),
  raw('three-bytes', 'pnpm 11: three bytes are too short for bzip2.', 'BZh'),
];

const streams = [
  raw('blocks', 'pnpm 11: the contents of the blocks of a stream are one archive.',
    bzip2(archive, { blocks: [archive.subarray(0, 700), archive.subarray(700)] })),
  raw('no-blocks', 'pnpm 11: a stream without blocks holds no archive.', bzip2('')),
  raw('two-streams', 'pnpm 11: only the first stream is read.',
    bzip2(archive.subarray(0, 512)), bzip2(archive.subarray(512))),
  raw('broken-stream-after', 'pnpm 11: a broken stream after the first is ignored.', stream, stream.subarray(0, 30)),
  raw('garbage-after', 'pnpm 11: anything may follow the stream.', stream, 'garbage'),
  raw('no-end', 'pnpm 11: the archive has to end in the first stream.', bzip2(file('package/a.txt', 'a')), bzip2(END)),
];

// A stream whose last bits, those of its checksum, are ones.
function endedByOnes() {
  for (let number = 0; ; number++) {
    const found = bzip2(tar(file('package/a.txt', `${number}`)));
    if (found[13] === 0xff) return found;
  }
}

const checks = [
  raw('level-one', 'pnpm 11: blocks may be as small as 100,000 bytes.', bzip2(archive, { level: '1' })),
  raw('level-zero', 'pnpm 11: there is no smaller size.', bzip2(archive, { level: '0' })),
  raw('level-colon', 'pnpm 11: nor one above nine.', bzip2(archive, { level: ':' })),
  raw('block-checksum', 'pnpm 11: the checksum of a block is checked.', bzip2(archive, { blockCrc: 1 })),
  raw('stream-checksum', 'pnpm 11: the checksum of a stream is checked.', bzip2(archive, { streamCrc: 1 })),
  raw('cut-in-block', 'pnpm 11: a stream cut short is an error.', stream.subarray(0, 40)),
  raw('cut-in-checksum', 'pnpm 11: so is one that lacks a byte of its checksum.', stream.subarray(0, -2)),
  raw('cut-in-ones', 'pnpm 11: bits that are missing are read as ones.', endedByOnes().subarray(0, -1)),
  raw('randomised', 'pnpm 11: a block that bzip2 0.9.0 has randomised is an error.', bzip2(archive, { randomised: true })),
];

const entries = [
  raw('duplicate', 'pnpm 11: of a path that comes twice the last counts, at the place of the first.',
    bzip2(tar(file('package/a.txt', 'first'), file('package/b.txt', 'b'), file('package/a.txt', 'last')))),
  raw('manifest', 'pnpm 11: package.json is read as in gzip.',
    bzip2(tar(file('package/package.json', '{"name":"a","version":"1.2.3","bin":"a.js"}')))),
];

export const bzip2Cases = [recognition, streams, checks, entries].flat();
