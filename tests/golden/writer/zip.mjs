// zip.mjs: writes zip archives, by APPNOTE.TXT §4.3, the same bytes on every machine.

import { crc32 } from 'node:zlib';
import { deflate } from './gzip.mjs';

const STORED = 0, DEFLATED = 8;
const UNIX = 3 << 8, VERSION = 20;
const REGULAR = 0o100000, SYMLINK = 0o120000;

const DEFAULTS = { mode: REGULAR | 0o644, method: DEFLATED, flags: 0 };

function fields(...widthsAndValues) {
  const parts = [];
  for (let i = 0; i < widthsAndValues.length; i += 2) {
    const part = Buffer.alloc(widthsAndValues[i]);
    part.writeUIntLE(widthsAndValues[i + 1], 0, part.length);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

// What local header and directory have in common: version, flags, method, time and date, checksum, sizes, lengths.
const common = ({ name, method, flags, packed, content, crc }) =>
  fields(2, VERSION, 2, flags, 2, method, 4, 0x00210000, 4, crc ?? crc32(content), 4, packed.length, 4, content.length,
    2, Buffer.from(name).length, 2, 0);

const local = (member) => Buffer.concat([Buffer.from('PK\x03\x04'), common(member), Buffer.from(member.name), member.packed]);

const central = (member, offset) =>
  Buffer.concat([Buffer.from('PK\x01\x02'), fields(2, UNIX | VERSION), common(member),
    fields(2, 0, 2, 0, 2, 0, 4, member.mode * 0x10000, 4, offset), Buffer.from(member.name)]);

/** A member of `zip`. `name` may be raw bytes. */
export function member(name, data = '', more = {}) {
  const content = Buffer.from(data);
  const { method } = { ...DEFAULTS, ...more };
  return { ...DEFAULTS, name, content, packed: method === STORED ? content : deflate(content), ...more };
}

export const executable = (name, data = '') => member(name, data, { mode: REGULAR | 0o755 });
export const stored = (name, data = '') => member(name, data, { method: STORED });
export const folder = (name) => member(name, '', { mode: 0o040755, method: STORED });
export const link = (name, target) => member(name, target, { mode: SYMLINK | 0o777, method: STORED });

/** An archive of these members. */
export function zip(...members) {
  const locals = members.map(local);
  let offset = 0;
  const directory = Buffer.concat(members.map((each, i) => {
    const at = offset;
    offset += locals[i].length;
    return central(each, at);
  }));
  const end = Buffer.concat([Buffer.from('PK\x05\x06'),
    fields(2, 0, 2, 0, 2, members.length, 2, members.length, 4, directory.length, 4, offset, 2, 0)]);
  return Buffer.concat([...locals, directory, end]);
}
