// values.mjs: names, numbers and texts that readers of archives may take in different ways.

import { bytes, record } from '../golden/writer/tar.mjs';
import { bundled } from './bundled.mjs';

const SEGMENTS = [
  'package', 'a', 'b', 'lib', 'index.js', 'package.json', 'package.json', 'binding.gyp', '.hooks', '.', '..', '...',
  '', 'a.', '.a', 'a..', 'C:', '__proto__', 'constructor', '0', '7', '10', '01', '-1', '4294967294', '4294967295',
  ' ', 'a b', 'grün', '日本', '😀', '\u2028', '\ufeff', '\n', '\r', '\t', '\x01', '"', 'a\0b', 'n'.repeat(60),
].map((text) => Buffer.from(text)).concat(['\xff', '\xc3', '\xed\xa0\x80', '\xf0\x9f\x98', '\xc0\xaf'].map(bytes));

const SEPARATORS = ['/', '/', '/', '/', '\\', '//', '/./', '/../', '\\..\\'].map((text) => Buffer.from(text));

/** A path of up to five segments, usual or not. */
export function path(random) {
  const parts = [random.oneIn(4) ? random.pick(SEGMENTS) : Buffer.from('package')];
  for (let i = random.below(4); i >= 0; i--) parts.push(random.pick(SEPARATORS), random.pick(SEGMENTS));
  return Buffer.concat(parts);
}

const ODD_NUMBERS = [
  '', '\0', ' ', '-1', '-777', '+17', '8', '9', '1e3', '0x10', 'abc', '777777777777', '77777777777', '0000785',
  ' 644', '\0\x00644', '644 7', '17 \0', '\u00a07', '\u20287', '\ufeff7', '\x0b7', '1_000', '7.5', 'Infinity', '40000000000',
].map((text) => Buffer.from(text)).concat(['\x80\0\0\0\0\0\0\x07', '\xff\xff\xff\xff', '7\xff'].map(bytes));

/** The text of a number field `width` bytes wide. */
export function octal(random, width) {
  if (random.oneIn(3)) return random.pick(ODD_NUMBERS).subarray(0, width);
  const text = random.below(random.pick([8, 512, 4096])).toString(8);
  return Buffer.from(random.oneIn(2) ? `${text.padStart(width - 1, '0')}\0` : text);
}

const SIZES = [
  '0', '1', '5', '511', '512', '513', '1024', '1536', '-1', '-0', '0x5', '5.9', '5e2', ' 5', '+5', '5\0', '5x', '', 'x', 'NaN',
  '4294967296', '4294967297', '2147483648', '99999999999999999999', 'Infinity', '٥', '\ufeff5', '\u20285',
];

const KEYWORDS = ['path', 'path', 'path', 'size', 'size', 'mtime', 'linkpath', 'GNU.sparse.name', 'comment', 'Path', 'pat', ''];

function lengthText(random, right) {
  if (random.oneIn(50)) return '-1'; // pnpm reads such a record for ever
  const near = [`${right + 1}`, `${right - 1}`, `0${right}`, ` ${right}`, `${right}x`, `+${right}`];
  return random.pick([...near, '0', '1', '5', '', 'x', '999999']);
}

/** One pax record, most often one as it should be. */
export function paxRecord(random) {
  const keyword = random.pick(KEYWORDS);
  const right = record(keyword, keyword === 'size' ? random.pick(SIZES) : path(random));
  if (!random.oneIn(8)) return right;
  if (random.oneIn(3)) return right.subarray(0, random.below(right.length));
  const space = right.indexOf(' ');
  return Buffer.concat([Buffer.from(lengthText(random, right.length)), right.subarray(space)]);
}

const SCALARS = [
  'null', 'true', 'false', '0', '-0', '1', '1.0', '1e21', '1e-7', '01', '.5', '5.', '-', '1e', '1e400', '123456789012345678901',
  '""', '"a"', '"1.0.0"', '"\\ud800"', '"\\u0041"', '"\\x"', '"\\', '"\t"', '"grün"', '"\u2028"', 'undefined', 'NaN', "'a'", '"__proto__"',
];

const KEYS = [
  '"name"', '"version"', '"scripts"', '"install"', '"postinstall"', '"0"', '"10"', '"a"', '"__proto__"', '"\\u006eame"', '"name" ',
];

function json(random, depth) {
  if (depth === 0 || random.oneIn(2)) return random.pick(SCALARS);
  const count = random.below(4);
  if (random.oneIn(3)) return `[${random.times(count, () => json(random, depth - 1)).join(',')}]`;
  const members = random.times(count, () => `${random.pick(KEYS)}:${json(random, depth - 1)}`);
  return `{${members.join(random.pick([',', ', ', ' ,\n']))}}`;
}

const nested = (count) => `{"version":${'['.repeat(count)}${']'.repeat(count)}}`;

const WHOLE = [
  '', ' ', '\ufeff{}', '\ufeff\ufeff{}', '{}', '{} ', '{}\0', '{},', '{"name":"a",}', '// a\n{}', 'null', '[]', '"a"', '5',
  '{"name":"a","version":"1.0.0","scripts":{"install":"x"}}', nested(900), nested(999), nested(1100),
];

/** The text of a package.json; for pnpm 11 and later often one with more fields. */
export function manifest(random) {
  if (random.pnpm >= 11 && random.oneIn(2)) return Buffer.from(bundled(random));
  const [name, version, scripts] = random.times(3, () => json(random, 2));
  const usual = `{"name":${name},"version":${version},"scripts":${scripts}}`;
  const text = Buffer.from(random.oneIn(3) ? random.pick(WHOLE) : usual);
  if (random.oneIn(4) && text.length > 0) text[random.below(text.length)] = random.below(256);
  return text;
}
