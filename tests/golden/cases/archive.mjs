// archive.mjs: where an archive ends, what may be missing, and the checksum of headers.

import { gzip } from '../writer/gzip.mjs';
import { END, directory, file, header, signedSum, tar, zeros } from '../writer/tar.mjs';
import { packed, tarball, unendedCase } from '../writer/tarball.mjs';

const A = file('package/a.txt', 'a');
const B = file('package/b.txt', 'b');

const whole = (name, rule, archive) => ({ name: `archive-${name}`, rule, tarball: gzip(archive) });
const of = (name, rule, ...parts) => unendedCase(`archive-${name}`, rule, ...parts);

const ends = [
  of('two-zero-blocks', 'Two blocks of zeros end the archive.', A, B, END),
  of('one-zero-block', 'One block of zeros ends the archive.', A, zeros(512)),
  of('one-zero-byte', 'One zero byte where a header should be ends the archive.', A, '\0'),
  of('no-end', 'An archive has to end with a zero byte.', A),
  of('no-end-after-directory', 'Not even after a directory may the end be missing.', A, directory('package/d/')),
  of('empty', 'An archive of zeros is a package without files.', END),
  of('zero-block-first', 'A block of zeros before the entries makes a package without files.', zeros(512), A, END),
  of('zero-block-between', 'What follows the first block of zeros is ignored.', A, zeros(512), B, END),
  of('garbage-after-end', 'Anything may follow the end.', A, END, 'garbage'),
  of('garbage-after-zero-byte', 'Only the first byte of the end is looked at.', A, '\0', 'garbage'.repeat(100)),
  of('broken-entry-after-end', 'A broken header after the end is ignored.',
    A, END, header({ name: 'x', checksum: 'x' })),
  of('header-with-zero-first', 'A header whose name is empty ends the archive.',
    A, header({ name: '', prefix: 'package/x' }), B, END),
  of('no-padding-before-end', 'After the data the next header is at a multiple of 512 bytes, and nowhere else.',
    header({ name: 'package/a.txt', size: 1 }), 'a', END),
  of('tape-block', 'Zeros up to the size of a tape block may follow.', A, zeros(10240 - 1024)),
];

// Cut so that nothing comes after what is left.
const cutTo = (name, rule, length) => whole(name, rule, Buffer.concat([A, B]).subarray(0, length));

const truncated = [
  cutTo('cut-in-header', 'A header cut short is an error.', 1024 + 300),
  cutTo('cut-before-last-byte-of-header', 'A header without its last byte is an error.', 1024 + 511),
  cutTo('cut-after-header', 'Data that is missing is an error.', 1024 + 512),
  cutTo('cut-in-padding', 'Padding that is cut short is an error.', 1024 + 700),
  cutTo('cut-after-padding', 'An archive that stops after the padding has no end.', 2048),
  whole('cut-in-data', 'Data cut short is an error.', file('package/a.txt', 'a'.repeat(600)).subarray(0, 512 + 100)),
  whole('one-byte', 'One byte that is not zero is no header.', 'x'),
  whole('short-header', 'A first header cut short is an error.', A.subarray(0, 200)),
  of('size-beyond-the-end', 'An entry larger than the archive is an error.',
    file('package/a.txt', 'a', { size: 5000 }), END),
  of('size-to-the-last-byte', 'Data may use up all the archive, but then the end is missing.',
    file('package/a.txt', 'a', { size: 1536 }), END),
  of('size-takes-one-end-block', 'Data may reach into the zeros at the end, if a zero byte is left.',
    file('package/a.txt', 'a', { size: 600 }), END),
  of('second-entry-broken', 'If any entry is broken the package is refused.',
    A, header({ name: 'package/b.txt', checksum: 'x' }), END),
];

const padding = [
  packed('archive-padding-garbage', 'Padding may be anything.',
    header({ name: 'package/a.txt', size: 1 }), Buffer.from('a'.padEnd(512, 'garbage')), B),
  packed('archive-full-block', 'Data of a whole block has no padding.', file('package/a.txt', 'a'.repeat(512)), B),
  packed('archive-block-and-one-byte', 'Data of a block and a byte takes two blocks.',
    file('package/a.txt', 'a'.repeat(513)), B),
  packed('archive-empty-file', 'An empty file has no data block.', file('package/a.txt'), B),
  packed('archive-archive-inside', 'Data that looks like an archive is data.', file('package/inner.tar', tar(A)), B),
  packed('archive-gzip-inside', 'Data that is a tarball is data.', file('package/inner.tgz', tarball(A)), B),
];

const summed = (name, rule, checksum, fields = {}) =>
  packed(`checksum-${name}`, rule, file('package/a.txt', 'a', { checksum, ...fields }));

const octal = (value, width) => value.toString(8).padStart(width, '0');

// Latin-1, so that the signed sum of the bytes is another one.
const HIGH = { uname: Buffer.from('\xe9\xe8', 'latin1') };

const checksums = [
  summed('six-digits', 'Six digits, a zero byte and a space are the usual form.', (sum) => `${octal(sum, 6)}\0 `),
  summed('seven-digits', 'Seven digits and a zero byte are a checksum.', (sum) => `${octal(sum, 7)}\0`),
  summed('eight-digits', 'Eight digits without an end are a checksum.', (sum) => octal(sum, 8)),
  summed('few-digits', 'A checksum may have few digits.', (sum) => `${octal(sum, 0)}\0`),
  summed('space-first', 'Spaces may precede the digits.', (sum) => `  ${octal(sum, 5)} `),
  summed('space-zero', 'A space and a zero byte may follow the digits.', (sum) => `${octal(sum, 6)} \0`),
  summed('zero-bytes-first', 'Zero bytes may precede the digits.', (sum) => `\0\0${octal(sum, 6)}`),
  summed('letters-after', 'A letter after the digits ends them.', (sum) => `${octal(sum, 6)}xy`),
  summed('plus-sign', 'A plus sign may precede the digits.', (sum) => `+${octal(sum, 6)}\0`),
  summed('unsigned', 'Bytes above 127 are summed as they are.', undefined, HIGH),
  summed('signed', 'A sum of signed bytes is wrong.', (_, block) => octal(signedSum(block), 6), HIGH),
  summed('one-more', 'A checksum that is one too large is wrong.', (sum) => octal(sum + 1, 6)),
  summed('decimal', 'A decimal checksum is wrong.', (sum) => `${sum}\0`),
  summed('hexadecimal', 'A hexadecimal checksum is wrong.', (sum) => `0x${sum.toString(16)}\0`),
  summed('zero-bytes', 'A checksum of zero bytes is zero, which is wrong.', zeros(8)),
  summed('spaces', 'A checksum of spaces is zero, which is wrong.', ' '.repeat(8)),
  summed('letters', 'A checksum without a digit is wrong.', 'checksum'),
  summed('negative', 'A negative checksum is wrong.', (sum) => `-${octal(sum, 6)}\0`),
  summed('base-256', 'A binary checksum is wrong.', (sum) => Buffer.from([0x80, 0, 0, 0, 0, 0, sum >> 8, sum & 255])),
  summed('rest-of-header', 'The unused bytes at the end of a header count too.', undefined, { rest: 'tar\0junk' }),
  packed('checksum-of-directory', 'The checksum of a directory is checked.', directory('package/', { checksum: '0' })),
];

export const archiveCases = [ends, truncated, padding, checksums].flat();
