// gzip.mjs: what is gzip, where it ends, what is checked. Every case holds the same small package.

import { crc32 } from 'node:zlib';
import * as gz from '../writer/gzip.mjs';
import { bytes, file, tar, zeros } from '../writer/tar.mjs';

const { gzip, memberHeader } = gz;

const archive = tar(file('package/a.txt', 'a'));
const member = gzip(archive);

const raw = (name, rule, ...parts) => ({
  name: `gzip-${name}`,
  rule,
  tarball: Buffer.concat(parts.map((part) => Buffer.from(part))),
});

const withHeader = (name, rule, ...parts) =>
  raw(name, rule, gzip(archive, { header: Buffer.concat(parts.map((part) => Buffer.from(part))) }));

const cut = (name, rule, count) => raw(name, rule, member.subarray(0, count));

const headerCrc = (header) => gz.uint32(crc32(header)).subarray(0, 2);

const hashed = memberHeader({ flags: gz.HEADER_CRC });
const full = Buffer.concat([
  memberHeader({ flags: gz.TEXT | gz.HEADER_CRC | gz.EXTRA | gz.NAME | gz.COMMENT }),
  bytes('\x04\x00AB\x00\x00name\x00comment\x00'),
]);

const recognition = [
  raw('member', 'Bytes 1f 8b 08 start a gzip member, whose content is the tar archive.', member),
  raw('plain-tar', 'Without the three bytes of gzip the tarball itself is the archive.', archive),
  raw('plain-tar-named-like-gzip', 'A plain archive whose first name starts like gzip is taken for gzip.',
    tar(file(bytes('\x1f\x8b\x08/a.txt'), 'a'))),
  raw('plain-tar-named-almost-like-gzip', 'Two of the three bytes do not make it gzip.',
    tar(file(bytes('\x1f\x8b\x07'), 'a'))),
  raw('method-seven', 'Another compression method is not recognised as gzip, and is no archive.',
    gzip(archive, { header: memberHeader({ method: 7 }) })),
  raw('newline-first', 'Nothing may precede the gzip member.', '\n', member),
  raw('twice', 'Only one layer of gzip is removed.', gzip(member)),
  raw('zlib-stream', 'A zlib stream is not recognised, and is no archive.', bytes('\x78\x9c'), zeros(510)),
  raw('xz', 'An xz file is not recognised, and is no archive.', bytes('\xfd7zXZ\x00\x00\x04'), zeros(504)),
  raw('zstd', 'A zstd frame is not recognised, and is no archive.', bytes('\x28\xb5\x2f\xfd\x04\x00'), zeros(506)),
  raw('bzip2', 'A bzip2 file is not recognised, and is no archive.', bytes('BZh91AY&SY'), zeros(502)),
  raw('lz4', 'An lz4 frame is not recognised, and is no archive.', bytes('\x04\x22\x4d\x18'), zeros(508)),
  raw('compress', 'A file of compress(1) is not recognised, and is no archive.', bytes('\x1f\x9d\x90'), zeros(509)),
  raw('zip', 'A zip file is not recognised, and is no archive.', 'PK\x05\x06', zeros(18)),
  raw('empty-file', 'An empty tarball has no header and no end.'),
  raw('two-bytes', 'A tarball of two bytes is too short for gzip, and is no archive.', bytes('\x1f\x8b')),
  raw('text', 'Text is no archive.', 'hello\n'),
  raw('html', 'A page, as servers send with an error, is no archive.', '<!DOCTYPE html>\n', '<p>', 'x'.repeat(600)),
  raw('nul-first', 'A tarball that starts with a zero byte is an archive that ends at once.', '\0hello'),
];

const members = [
  raw('two-members', 'The contents of consecutive members are one archive.',
    gzip(archive.subarray(0, 512)), gzip(archive.subarray(512))),
  raw('member-ends-inside-header', 'A member may end anywhere in the archive.',
    gzip(archive.subarray(0, 100)), gzip(archive.subarray(100, 513)), gzip(archive.subarray(513))),
  raw('empty-members', 'Members without content are fine.', gzip(''), member, gzip('')),
  raw('entries-after-the-end-in-second-member', 'What a second member adds after the end of the archive is ignored.',
    member, gzip(tar(file('package/b.txt', 'b')))),
  raw('second-member-bad-crc', 'The checksum of every member is checked, needed or not.',
    member, gzip(archive, { trailer: gz.trailer(archive, { crc: 1 }) })),
  raw('second-member-method-seven', 'After a member, another compression method is an error.',
    member, gzip('', { header: memberHeader({ method: 7 }) })),
  raw('second-member-reserved-flag', 'Reserved flags are an error in every member.',
    member, gzip('', { header: memberHeader({ flags: 0x20 }) })),
  raw('second-member-truncated', 'A second member has to be complete.', member, gzip('').subarray(0, -1)),
];

const trailing = [
  raw('zero-after', 'A zero byte after a member ends the input.', member, '\0'),
  raw('zeros-after', 'Zeros that fill up a tape block after a member are ignored.', member, zeros(700)),
  raw('zero-then-garbage', 'After a zero byte anything is ignored.', member, '\0garbage'),
  raw('zero-then-member', 'After a zero byte even another member is ignored, though the archive has no end yet.',
    gzip(archive.subarray(0, 512)), '\0', gzip(archive.subarray(512))),
  raw('zero-then-broken-member', 'A broken member after a zero byte is ignored too.',
    member, '\0', member.subarray(0, 30)),
  raw('garbage-after', 'Bytes after a member that start no other one are an error.', member, 'garbage'),
  raw('newline-after', 'A newline after a member is a member cut short.', member, '\n'),
  raw('byte-after', 'One byte after a member is a member cut short.', member, 'x'),
  raw('first-magic-byte-after', 'The first byte of a member alone is a member cut short.', member, bytes('\x1f')),
  raw('magic-after', 'The first two bytes of a member alone are a member cut short.', member, bytes('\x1f\x8b')),
  raw('two-bytes-after', 'Two bytes after a member that are not its first ones are a bad header.', member, 'xy'),
  raw('first-magic-byte-then-other', 'A first byte of gzip with another second one is a bad header.',
    member, bytes('\x1fx')),
  raw('header-after', 'A header without a body after a member is a member cut short.', member, memberHeader()),
];

const truncated = [
  cut('cut-to-magic', 'A member cut after three bytes is an error.', 3),
  cut('cut-in-header', 'A member cut in its header is an error.', 9),
  cut('cut-after-header', 'A member cut after its header is an error.', 10),
  cut('cut-in-body', 'A member cut in its data is an error.', 60),
  cut('cut-before-trailer', 'A member without its trailer is an error, though all the data is there.', -8),
  cut('cut-in-crc', 'A member cut in its checksum is an error.', -6),
  cut('cut-in-size', 'A member without the last byte of its size is an error.', -1),
];

const checks = [
  raw('bad-crc', 'A wrong checksum is an error.', gzip(archive, { trailer: gz.trailer(archive, { crc: 0 }) })),
  raw('bad-size', 'A wrong size in the trailer is an error.',
    gzip(archive, { trailer: gz.trailer(archive, { size: 1 }) })),
  raw('first-member-bad-crc', 'A wrong checksum of the first of two members is an error.',
    gzip(archive.subarray(0, 512), { trailer: gz.trailer(zeros(512)) }), gzip(archive.subarray(512))),
  raw('empty-archive', 'A member without content has no header and no end.', gzip('')),
  raw('one-zero-byte', 'An archive of one zero byte is a package without files.', gzip('\0')),
];

const headers = [
  withHeader('time-and-system', 'Time, level and system of the header have no meaning.',
    memberHeader({ mtime: 0xfedcba98, level: 77, os: 3 })),
  withHeader('text-flag', 'The text flag is ignored.', memberHeader({ flags: gz.TEXT })),
  withHeader('extra', 'An extra field is skipped.', memberHeader({ flags: gz.EXTRA }), bytes('\x05\x00extra')),
  withHeader('extra-empty', 'An extra field may be empty.', memberHeader({ flags: gz.EXTRA }), zeros(2)),
  withHeader('name', 'A file name is skipped.', memberHeader({ flags: gz.NAME }), 'package.tar\0'),
  withHeader('comment', 'A comment is skipped.', memberHeader({ flags: gz.COMMENT }), 'comment\0'),
  withHeader('header-crc', 'A right checksum of the header is accepted.', hashed, headerCrc(hashed)),
  withHeader('header-crc-bad', 'A wrong checksum of the header is an error.', hashed, bytes('\x12\x34')),
  withHeader('all-fields', 'All optional fields may be there, in their order.', full, headerCrc(full)),
  withHeader('all-fields-header-crc-bad', 'The checksum of the header is checked after all fields.', full, zeros(2)),
  withHeader('reserved-flag-20', 'The lowest reserved flag is an error.', memberHeader({ flags: 0x20 })),
  withHeader('reserved-flag-40', 'The middle reserved flag is an error.', memberHeader({ flags: 0x40 })),
  withHeader('reserved-flag-80', 'The highest reserved flag is an error.', memberHeader({ flags: 0x80 })),
  raw('extra-cut', 'An extra field longer than the input is an error.',
    memberHeader({ flags: gz.EXTRA }), bytes('\xff\xffx')),
  raw('name-without-end', 'A file name without an end is an error.', memberHeader({ flags: gz.NAME }), 'package.tar'),
];

export const gzipCases = [recognition, members, trailing, truncated, checks, headers].flat();
