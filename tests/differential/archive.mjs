// archive.mjs: an archive as a list of members, each a header block and padded data, so that a change of one
// leaves the others readable.

import { gunzipSync } from 'node:zlib';
import { BLOCK, END, sum, zeros } from '../golden/writer/tar.mjs';

const padded = (size) => Math.ceil(size / BLOCK) * BLOCK;

function sizeOf(header) {
  const size = Number.parseInt(header.toString('latin1', 124, 136).replaceAll(/[ \0]/g, ''), 8);
  return size > 0 && size < 1 << 20 ? size : 0;
}

/** The archive in a tarball. Bytes that gunzip does not read, with these options, are taken for the archive itself. */
export function unzipped(bytes, options) {
  try {
    return gunzipSync(bytes, options);
  } catch {
    return bytes;
  }
}

/** The members of a tar archive, as far as it is one, and the rest of its bytes. */
export function split(tar) {
  const members = [];
  let at = 0;
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const header = Buffer.from(tar.subarray(at, at + BLOCK));
    const end = at + BLOCK + padded(sizeOf(header));
    members.push({ header, data: Buffer.from(tar.subarray(at + BLOCK, end)) });
    at = end;
  }
  return { members, tail: Buffer.from(tar.subarray(at)) };
}

/** The bytes of an entry of the golden writer as a member. */
export const member = (entry) => ({ header: entry.subarray(0, BLOCK), data: entry.subarray(BLOCK) });

/** Puts the right checksum into a header. */
export function fixChecksum(header) {
  header.write(`${sum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}

export const joined = ({ members, tail }) => Buffer.concat([...members.flatMap(({ header, data }) => [header, data]), tail]);

export const ended = (members) => ({ members, tail: END });

/** Makes `data` the data of a member, and sets its size. */
export function setData(member, data) {
  member.data = Buffer.concat([data, zeros(padded(data.length) - data.length)]);
  member.header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
}
