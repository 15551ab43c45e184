// indexes.mjs: in which order an index lists its files, and how it spells their paths.

import { bytes, file, pax } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const files = (...paths) => paths.map((path) => file(`package/${path}`, path));

const ordered = (name, rule, ...paths) => packed(`order-${name}`, rule, ...files(...paths));

const order = [
  ordered('of-archive', 'Files are listed in the order of the archive.', 'b', 'a', 'c/d', 'Z', '_'),
  ordered('integers', 'Paths that are integers come first, in their order.', 'b', '10', '9', 'a', '0', '2'),
  ordered('largest-integer', 'Up to 4294967294 paths are integers.', 'a', '4294967294', '4294967293'),
  ordered('beyond-integers', 'From 4294967295 on paths are texts.', 'a', '4294967296', '4294967295', '1'),
  ordered('far-beyond-integers', 'Larger numbers are texts.', 'a', '18446744073709551616', '9007199254740993', '1'),
  ordered('zeros-first', 'A path with a zero first is a text.', 'a', '01', '00', '1', '0'),
  ordered('signs', 'A path with a sign is a text.', 'a', '-1', '+1', '-0', '1'),
  ordered('fractions', 'A path with a point or an exponent is a text.', 'a', '1.5', '1.0', '1e3', '0x1', '7'),
  ordered('below-directory', 'A path below a directory is a text.', 'a', 'lib/3', '3/lib', '3'),
  ordered('other-digits', 'Digits of other scripts are texts.', 'a', '１', '٣', '²', '1'),
  ordered('spaces', 'A number with a space is a text.', 'a', '1 ', ' 1', '1'),
  packed('order-duplicate', 'An integer keeps its place among them when it comes twice.',
    ...files('b', '7', '3'), file('package/7', 'again')),
  packed('order-empty-path', 'An empty path is a text.',
    file('package/a', 'a'), file('package/', 'empty'), file('package/1', '1')),
  ordered('manifest', 'The package.json has no special place.', 'b', '1', 'README', 'a'),
];

const prototypes = [
  packed('order-prototype', 'A file called __proto__ is stored and not recorded.', ...files('a', '__proto__', 'b')),
  packed('order-prototype-alone', 'A package may have nothing but a file called __proto__.', ...files('__proto__')),
  packed('order-prototype-twice', 'Of several files called __proto__ the last is stored.',
    file('package/__proto__', 'first'), file('other/__proto__', 'second')),
  packed('order-prototype-executable', 'A file called __proto__ may be executable.',
    file('package/__proto__', 'x', { mode: 0o755 })),
  packed('order-prototype-pax', 'A file may be called __proto__ by pax.',
    pax({ path: 'package/__proto__' }), file('package/x', 'x')),
  packed('order-prototype-nested', 'In a directory a file may be called __proto__.',
    ...files('a/__proto__', '__proto__/b')),
  packed('order-prototype-slash', 'With a slash at the end the path is another.', file('package/__proto__/', 'x')),
  packed('order-object-names', 'Files may be called like the members of objects.',
    ...files('constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'toJSON',
      'length', 'prototype')),
];

/** One file of this path. */
const spelt = (name, rule, path) =>
  packed(`path-${name}`, rule, pax({ path: `package/${path}` }), file('package/x', 'x'));

const spelling = [
  spelt('quote', 'Quotes and backslashes are escaped.', 'a"b\\c'),
  spelt('short-escapes', 'Some control characters have short escapes.', '\b\f\n\r\t'),
  spelt('controls', 'Other control characters are escaped with four lower case digits.',
    '\x00\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f'),
  spelt('delete', 'The delete character and those above it are not escaped.', '\x7f\u0080\u009f'),
  spelt('slash', 'Slashes are not escaped.', 'a/b'),
  spelt('markup', 'Characters of markup are not escaped.', "<a>&'`"),
  spelt('separators', 'Line separators are not escaped.', '\u2028\u2029'),
  spelt('unicode', 'Characters beyond ASCII are not escaped.', 'é日😀\ufffd\ufeff\u{10ffff}'),
  packed('path-replaced', 'A byte that is no text is recorded as the replacement character.',
    file(bytes('package/\xff'), 'x')),
];

export const indexCases = [order, prototypes, spelling].flat();
