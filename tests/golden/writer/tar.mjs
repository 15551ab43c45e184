// tar.mjs: writes tar archives, right ones and wrong ones. Every header field can be set raw.

export const BLOCK = 512;

// Offset and width; `magic` spans the version field too.
const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  linkname: [157, 100],
  magic: [257, 8],
  uname: [265, 32],
  gname: [297, 32],
  devmajor: [329, 8],
  devminor: [337, 8],
  prefix: [345, 155],
  rest: [500, 12],
};

const DEFAULTS = { mode: 0o644, uid: 0, gid: 0, size: 0, mtime: 0, type: '0', magic: 'ustar\x0000' };

export const zeros = (count) => Buffer.alloc(count);

/** The bytes of a latin-1 string: '\xff' is one byte. */
export const bytes = (text) => Buffer.from(text, 'latin1');

const octal = (value, width) => `${value.toString(8).padStart(width - 1, '0')}\0`;

function fieldBytes(value, width) {
  const raw = Buffer.from(typeof value === 'number' ? octal(value, width) : value);
  if (raw.length > width) throw new Error(`${raw.length} bytes for a field of ${width}: ${raw}`);
  return raw;
}

function set(header, field, value) {
  const [offset, width] = FIELDS[field];
  fieldBytes(value, width).copy(header, offset);
}

function headerOf(fields) {
  const header = zeros(BLOCK);
  for (const [field, value] of Object.entries({ ...DEFAULTS, ...fields })) set(header, field, value);
  return header;
}

/** The sum of a header's bytes, the checksum field counted as spaces. */
export function sum(header, byteAt = (h, i) => h[i]) {
  let total = 0;
  for (let i = 0; i < BLOCK; i++) total += i >= 148 && i < 156 ? 32 : byteAt(header, i);
  return total;
}

export const signedSum = (header) => sum(header, (h, i) => h.readInt8(i));

const checksumText = (value) => `${value.toString(8).padStart(6, '0')}\0 `;

/** A header block. `checksum` may be a raw value, or a function of the right sum or of the block. */
export function header({ checksum, ...fields }) {
  const block = headerOf(fields);
  const right = sum(block);
  const wanted = typeof checksum === 'function' ? checksum(right, block) : checksum;
  set(block, 'checksum', wanted ?? checksumText(right));
  return block;
}

const padded = (data) => Buffer.concat([data, zeros(-data.length & (BLOCK - 1))]);

/** A header and its data. The size field tells the data's length unless `size` is given. */
export function entry({ data = '', ...fields }) {
  const content = Buffer.from(data);
  return Buffer.concat([header({ size: content.length, ...fields }), padded(content)]);
}

export const file = (name, data = '', fields = {}) => entry({ name, data, ...fields });
export const exec = (name, data = '', fields = {}) => file(name, data, { mode: 0o755, ...fields });
export const directory = (name, fields = {}) => entry({ name, type: '5', mode: 0o755, ...fields });
export const symlink = (name, linkname, fields = {}) =>
  entry({ name, linkname, type: '2', mode: 0o777, ...fields });
export const hardlink = (name, linkname, fields = {}) => entry({ name, linkname, type: '1', ...fields });

/** A GNU long name entry for the next header. */
export const longName = (name, fields = {}) =>
  entry({ name: '././@LongLink', type: 'L', data: name, magic: 'ustar  \0', ...fields });

/** One pax record with the length that makes it right. */
export function record(keyword, value) {
  const body = Buffer.concat([Buffer.from(` ${keyword}=`), Buffer.from(value), Buffer.from('\n')]);
  let length = body.length;
  while (length !== body.length + String(length).length) length = body.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), body]);
}

const recordsOf = (records) =>
  Buffer.concat(Object.entries(records).map(([keyword, value]) => record(keyword, value)));

const isRaw = (data) => typeof data === 'string' || Buffer.isBuffer(data);

/** A pax header for the next entry: {keyword: value}, or raw data. */
export const pax = (data, fields = {}) =>
  entry({ name: 'PaxHeader/x', type: 'x', data: isRaw(data) ? data : recordsOf(data), ...fields });

export const globalPax = (data, fields = {}) =>
  pax(data, { name: 'pax_global_header', type: 'g', ...fields });

export const END = zeros(2 * BLOCK);

/** An archive as it should be: the parts and two blocks of zeros. */
export const tar = (...parts) => Buffer.concat([...parts.map((part) => Buffer.from(part)), END]);
